package dev.tocsin.worker;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.fanout.FanOutActivities;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.fanout.FanOutStep;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.Workers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The worker's real parts on a real PostgreSQL and real HTTP, under a Temporal whose time skips:
 * days of retries pass in a moment. The activities' clock is Temporal's.
 */
public final class Rig implements AutoCloseable {
  public static final String TENANT = "default";

  public final TestDatabase postgres = TestDatabase.create();
  public final TestWorkflowEnvironment temporal;
  public final Clock clock;
  public final MockWebServer target = new MockWebServer();

  /** The channel THROTTLED, which delivers nothing before a time. */
  public final ThrottledChannel throttled;

  public final Engine engine;
  public final SubscriptionDao subscriptions = new SubscriptionDao(postgres.database());
  public final DeliveryDao deliveries = new DeliveryDao(postgres.database());
  public final EventDao events = new EventDao(postgres.database());
  private final Workers workers;
  private final LeakedTimeLocks timeLocks;

  public Rig(Path outbox) throws Exception {
    this(outbox, CircuitSettings.DEFAULT);
  }

  public Rig(Path outbox, CircuitSettings circuits) throws Exception {
    this(outbox, circuits, WorkerLimits.DEFAULT);
  }

  public Rig(Path outbox, CircuitSettings circuits, WorkerLimits limits) throws Exception {
    target.start();
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    TocsinSearchAttributes.registrations().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    timeLocks = new LeakedTimeLocks(temporal);
    clock = new TemporalClock(temporal);
    throttled = new ThrottledChannel(clock);
    engine =
        new Engine(
            postgres.database(),
            RigChannels.of(outbox, throttled),
            TestSecrets.cipher(),
            RetentionConfig.DEFAULT,
            circuits,
            limits,
            temporal.getWorkflowClient(),
            new SimpleMeterRegistry(),
            clock);
    engine.start();
    workers = new Workers(temporal.getWorkflowClient(), limits, List.of());
    engine.hostAll(workers);
    workers.start();
  }

  public Subscription subscribe(String channel, String to, @Nullable RetrySchedule retry) {
    Instant now = now();
    return subscriptions.insert(
        Subscription.builder(Identity.newSubscriptionId(now), TENANT, now)
            .eventType("deployment")
            .to(channel, to)
            .retry(retry)
            .build());
  }

  public Subscription subscribeWebhook(@Nullable RetrySchedule retry) {
    return subscribe("WEBHOOK", target.url("/hook").toString(), retry);
  }

  /** Changes where it goes, with which headers and when it is tried again. */
  public void redirect(
      Subscription subscription, String to, Map<String, String> headers, RetrySchedule retry) {
    change(
        subscription,
        was ->
            was.toBuilder()
                .to(was.channel(), to)
                .headers(headers)
                .retry(retry)
                .updatedAt(now())
                .build());
  }

  public void limit(Subscription subscription, @Nullable TargetLimits limits) {
    change(subscription, was -> was.withLimits(limits));
  }

  public void setActive(Subscription subscription, boolean active) {
    change(subscription, was -> was.withActive(active, now()));
  }

  public void delete(Subscription subscription) {
    change(subscription, was -> was.asDeleted(now()));
  }

  private void change(Subscription subscription, UnaryOperator<Subscription> change) {
    subscriptions.change(TENANT, subscription.subscriptionId(), change);
  }

  /** Makes an event durable, as the door does, and starts nothing. */
  public Event accept(String type, Severity severity) {
    Instant now = now();
    Event event =
        new Event(
            Identity.newEventId(now),
            TENANT,
            "",
            type,
            type.toLowerCase(java.util.Locale.ROOT),
            severity,
            "A title",
            now,
            now,
            new JsonText("{\"service\":\"user-api\"}"),
            null,
            null,
            JsonText.EMPTY_OBJECT);
    new EventDoorDao(postgres.database()).insertNew(List.of(new NewEvent(event, new byte[32])));
    return event;
  }

  /**
   * Runs the event's workflow to its end. Whoever waits for a result lets the clock skip, and it
   * might skip to a delivery's second attempt: so this asks until it has ended.
   */
  public void process(Event event) {
    process(event.ref());
  }

  public void process(EventRef event) {
    EventWorkflow workflow = start(EventStart.single(event, Long.MAX_VALUE));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                WorkflowStub.fromTyped(workflow).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  /** Starts one workflow for all of these, as a lane does. */
  public EventGroup startTogether(List<Event> events) {
    EventGroup group =
        EventStart.group(events.stream().map(Event::ref).toList(), Long.MAX_VALUE, now());
    start(group);
    return group;
  }

  private EventWorkflow start(EventGroup group) {
    EventWorkflow workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(EventWorkflow.class, EventStart.options(group));
    WorkflowClient.start(workflow::process, group);
    return workflow;
  }

  public Event publish() {
    return publish(Severity.HIGH);
  }

  public Event publish(Severity severity) {
    Event event = accept("deployment", severity);
    process(event);
    return event;
  }

  public Delivery only(Event event) {
    List<Delivery> all = deliveries.ofEvent(event.eventId(), event.day(), 10);
    if (all.size() != 1) {
      throw new AssertionError("Not one delivery but " + all);
    }
    return all.get(0);
  }

  public List<Delivery> all(Event event) {
    return deliveries.ofEvent(event.eventId(), event.day(), 1_000);
  }

  public WorkflowStub workflow(Delivery delivery) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.delivery(delivery.deliveryId()));
  }

  /** As an operator does who wants its next attempt now. */
  public void wake(Delivery delivery) {
    workflow(delivery).signal("wake");
  }

  /** Lets the delivery's workflow go on to its end, however far that is. */
  public void finish(Delivery delivery) {
    workflow(delivery).getResult(Void.class);
  }

  /**
   * Until its activity waits for its next run: Temporal's test server, unlike the real one, does
   * not end an activity that is asked to stop while it runs and then fails.
   */
  public Delivery untilItPauses(Delivery delivery) {
    WorkflowStub workflow = workflow(delivery);
    Awaitility.await()
        .until(
            () -> {
              var pending = workflow.describe().getRawDescription().getPendingActivitiesList();
              return pending.size() == 1 && pending.get(0).hasLastFailure();
            });
    return delivery;
  }

  /**
   * Until a workflow waits for a timer and nothing else: Temporal's test server, unlike the real
   * one, may forget what it is told while it has a task of it out.
   */
  public void untilItRests(WorkflowStub workflow) {
    Awaitility.await()
        .until(
            () -> {
              var now = workflow.describe().getRawDescription();
              return now.getPendingActivitiesCount() == 0 && !now.hasPendingWorkflowTask();
            });
  }

  /** Runs a step through an audience as its workflow does. */
  public FanOutStep fanOut(EventRef event, FanOutRange range) {
    TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
    try {
      activities.registerActivitiesImplementations(engine.fanOutActivities());
      return activities.newActivityStub(FanOutActivities.class).deliverRange(event, range);
    } finally {
      activities.close();
    }
  }

  public DeliveryWorkflow startRound(Delivery delivery, int round) {
    DeliveryRef ref = ref(delivery);
    DeliveryWorkflow workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(DeliveryWorkflow.class, DeliveryStart.options(ref));
    WorkflowClient.start(workflow::deliver, new DeliveryRun(ref, round));
    return workflow;
  }

  public static DeliveryRef ref(Delivery delivery) {
    return new DeliveryRef(
        delivery.key(),
        delivery.eventId(),
        delivery.subscriptionId(),
        delivery.tenant(),
        delivery.type(),
        delivery.severity(),
        delivery.channel(),
        "target",
        delivery.status());
  }

  /** Does to the database what nothing of ours would do. */
  public void execute(String sql) {
    postgres.database().jdbi().useHandle(handle -> handle.execute(sql));
  }

  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void close() {
    workers.close();
    engine.close();
    timeLocks.close();
    temporal.close();
    target.close();
    postgres.close();
  }
}
