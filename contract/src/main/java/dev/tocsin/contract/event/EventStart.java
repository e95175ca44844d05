package dev.tocsin.contract.event;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Text;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How an {@link EventWorkflow} is started, whoever starts it. */
public final class EventStart {
  /** The memo's key for the correlation ids of a workflow's events. */
  private static final String CORRELATION_IDS = "correlationIds";

  private EventStart() {}

  /** The group of a single event. */
  public static EventGroup single(EventRef event, long subscriptionRevision) {
    return new EventGroup(WorkflowIds.event(event.eventId()), List.of(event), subscriptionRevision);
  }

  /**
   * Events that leave together; a single one under its own id.
   *
   * @param leftAt for the group's id
   */
  public static EventGroup group(List<EventRef> events, long subscriptionRevision, Instant leftAt) {
    return events.size() == 1
        ? single(events.get(0), subscriptionRevision)
        : new EventGroup(
            WorkflowIds.events(Identity.newGroupId(leftAt)), events, subscriptionRevision);
  }

  /**
   * Splits events into what may leave together: of one severity, as that is what a workflow's
   * priority is; the most urgent first, otherwise in the order given.
   */
  public static List<List<EventRef>> groups(List<EventRef> events, int most) {
    Map<Severity, List<EventRef>> bySeverity = new TreeMap<>(Comparator.reverseOrder());
    events.forEach(
        event -> bySeverity.computeIfAbsent(event.severity(), s -> new ArrayList<>()).add(event));
    List<List<EventRef>> groups = new ArrayList<>();
    for (List<EventRef> alike : bySeverity.values()) {
      for (int from = 0; from < alike.size(); from += most) {
        groups.add(alike.subList(from, Math.min(from + most, alike.size())));
      }
    }
    return groups;
  }

  /** Options of the start of one event of a group that could not be matched as a whole. */
  public static ChildWorkflowOptions childOptions(EventGroup single) {
    EventRef event = single.events().get(0);
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(single.workflowId())
        .setTaskQueue(TaskQueues.EVENTS)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(single.events()))
        .setPriority(Priorities.of(event.severity(), event.tenant()))
        .setStaticSummary(Summary.of(summary(single.events())))
        .setMemo(memo(single.events()))
        .build();
  }

  /**
   * Options of the start. Eager, where the starting process hosts a worker for it: the first task
   * comes back in the start's response. No run timeout: the workflow never gives up.
   */
  public static WorkflowOptions options(EventGroup group) {
    EventRef first = group.events().get(0);
    return WorkflowOptions.newBuilder()
        .setWorkflowId(group.workflowId())
        .setTaskQueue(TaskQueues.EVENTS)
        .setDisableEagerExecution(false)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(group.events()))
        .setPriority(Priorities.of(first.severity(), first.tenant()))
        .setStaticSummary(Summary.of(summary(group.events())))
        .setMemo(memo(group.events()))
        .build();
  }

  /** Which transactions the events belong to; without ids that only repeat an event's own. */
  private static Map<String, Object> memo(List<EventRef> events) {
    List<String> ids =
        events.stream()
            .filter(event -> !event.eventId().equals(event.correlationId()))
            .map(EventRef::correlationId)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return ids.isEmpty() ? Map.of() : Map.of(CORRELATION_IDS, ids);
  }

  private static String summary(List<EventRef> events) {
    EventRef first = events.get(0);
    String severity = "[" + first.severity() + "] ";
    return events.size() == 1
        ? severity + Text.shorten(first.type(), 80) + ": " + first.title()
        : severity + events.size() + " events: " + types(events);
  }

  /** The first type, and how many others there are. */
  private static String types(List<EventRef> events) {
    long others = events.stream().map(EventRef::type).distinct().count() - 1;
    String type = Text.shorten(events.get(0).type(), 80);
    return others == 0 ? type : type + " and " + others + " other types";
  }
}
