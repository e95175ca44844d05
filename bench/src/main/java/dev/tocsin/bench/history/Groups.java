package dev.tocsin.bench.history;

import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sends groups on their way, each of events and subscriptions of its own, and adds up. */
public final class Groups implements AutoCloseable {
  private static final String TENANT = "default";
  private static final int ACCEPTS = 204;
  private static final int REFUSES = 503;

  /** Refuses the first event; a target with a smaller number accepts all. */
  private static final int FAILING = 1_000_000;

  /** A delivery's record of outcomes, by the first statement of its transaction. */
  private static final String RECORD = "SELECT FROM delivery WHERE";

  private static final String SETTINGS = "SELECT schema_mode";

  /**
   * Six times the usual: on a busy machine a large group takes longer than a task may, asks for
   * more time, and that is counted.
   */
  private static final Duration LONGEST_TASK = Duration.ofSeconds(60);

  private final CountedWorker worker;
  private final Receiver sink =
      new Receiver(hook -> hook.target() >= FAILING && hook.sequence() == 0 ? REFUSES : ACCEPTS);
  private int types;
  private int subscriptions;

  public Groups(CountedWorker worker) {
    this.worker = worker;
  }

  /**
   * Runs the workflow of such a group to its end.
   *
   * @param eager whether its first task comes in the answer to its start
   */
  public GroupCost send(GroupCase of, boolean eager) throws Exception {
    String type = "bench.history." + ++types;
    for (int target = 0; target < of.subscriptions(); target++) {
      subscribe(type, of.failing() && target == 0 ? FAILING : target);
    }
    worker.awaitSubscriptions(subscriptions);
    List<NewEvent> events = new ArrayList<>();
    for (int sequence = 0; sequence < of.events(); sequence++) {
      events.add(new NewEvent(event(type, sequence), new byte[32]));
    }
    events.sort(Comparator.comparing(each -> each.event().eventId()));
    EventGroup group =
        EventStart.group(
            events.stream().map(each -> each.event().ref()).toList(), 0, Instant.now());
    worker.counted.reset();
    new EventDoorDao(worker.database).insertNew(events);
    worker
        .client
        .newWorkflowStub(
            EventWorkflow.class,
            WorkflowOptions.newBuilder(EventStart.options(group))
                .setDisableEagerExecution(!eager)
                .setWorkflowTaskTimeout(LONGEST_TASK)
                .build())
        .process(group);
    return cost(of, worker.client.newUntypedWorkflowStub(group.workflowId()));
  }

  private GroupCost cost(GroupCase of, WorkflowStub workflow) {
    int statements = worker.counted.statements();
    int records = worker.counted.statements(RECORD);
    int settings = worker.counted.statements(SETTINGS);
    int commits = worker.counted.commits();
    WorkflowExecutionInfo info = workflow.describe().getRawDescription().getWorkflowExecutionInfo();
    List<HistoryEvent> history =
        worker.client.fetchHistory(workflow.getExecution().getWorkflowId()).getEvents();
    return new GroupCost(
        of,
        history.size(),
        count(history, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED),
        info.getHistorySizeBytes(),
        count(history, EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED),
        statements,
        commits,
        records,
        settings);
  }

  private static int count(List<HistoryEvent> history, EventType type) {
    return (int) history.stream().filter(each -> each.getEventType() == type).count();
  }

  private static Event event(String type, int sequence) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Event(
        Identity.newEventId(now),
        TENANT,
        "",
        type,
        type,
        Severity.HIGH,
        "An order is late",
        now,
        now,
        new JsonText("{\"sequence\":" + sequence + "}"),
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }

  /** With its keys, as the API makes it. */
  private void subscribe(String type, int target) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Subscription draft =
        Subscription.builder(Identity.newSubscriptionId(now), TENANT, now)
            .eventType(type)
            .to("WEBHOOK", sink.url(target))
            .build();
    new SubscriptionDao(worker.database)
        .insert(new SigningKeys(worker.database, worker.secrets).complete(draft, now));
    subscriptions++;
  }

  @Override
  public void close() {
    sink.close();
  }
}
