package dev.tocsin.contract.event;

import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Text;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import java.util.List;

/** How an {@link EventWorkflow} is started, whoever starts it. */
public final class EventStart {
  private EventStart() {}

  /** The group of a single event. */
  public static EventGroup single(EventRef event, long subscriptionRevision) {
    return new EventGroup(WorkflowIds.event(event.eventId()), List.of(event), subscriptionRevision);
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
        .build();
  }

  private static String summary(List<EventRef> events) {
    EventRef first = events.get(0);
    String severity = "[" + first.severity() + "] ";
    return events.size() == 1
        ? severity + Text.shorten(first.type(), 80) + ": " + first.title()
        : severity + events.size() + " events, " + first.type();
  }
}
