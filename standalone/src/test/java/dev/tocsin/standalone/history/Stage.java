package dev.tocsin.standalone.history;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterStart;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
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
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.deadletter.DeadLetters;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What a publisher, a subscriber and an operator do, at the worker's side of the door. */
final class Stage {
  /** In the details of every event, and so in no history. */
  static final String PRIVATE = "only-for-the-target";

  private static final String TENANT = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final WorkflowClient client;
  final SubscriptionDao subscriptions;
  final DeliveryDao deliveries;
  final DeadLetterOperationDao operations;
  private final Database database;
  private final EventDoorDao door;

  Stage(RealServers servers) {
    client = servers.client;
    subscriptions = new SubscriptionDao(servers.postgres.database());
    deliveries = new DeliveryDao(servers.postgres.database());
    operations = new DeadLetterOperationDao(servers.postgres.database());
    database = servers.postgres.database();
    door = new EventDoorDao(servers.postgres.database());
  }

  Subscription subscribe(String type, String url, Integer... delaysSeconds) {
    Instant now = now();
    return subscriptions.insert(
        Subscription.builder(Identity.newSubscriptionId(now), TENANT, now)
            .eventType(type)
            .to("WEBHOOK", url)
            .retry(delaysSeconds.length == 0 ? null : new RetrySchedule(List.of(delaysSeconds), 0))
            .build());
  }

  void limit(Subscription subscription, @Nullable TargetLimits limits) {
    subscriptions.change(TENANT, subscription.subscriptionId(), was -> was.withLimits(limits));
  }

  /** Whether its workflow has nothing to do. */
  boolean rests(Subscription subscription) {
    return new CircuitDao(database).find(subscription.subscriptionId()).orElseThrow().nextProbeAt()
        == null;
  }

  void pause(Subscription subscription) {
    subscriptions.change(
        TENANT, subscription.subscriptionId(), was -> was.withActive(false, now()));
  }

  /** Makes an event durable, as the door does, and starts nothing. */
  Event accept(String type, Duration ago) {
    Instant receivedAt = now().minus(ago);
    Event event =
        new Event(
            Identity.newEventId(receivedAt),
            TENANT,
            "",
            type,
            type,
            Severity.HIGH,
            "A title",
            receivedAt,
            receivedAt,
            new JsonText("{\"secret\":\"" + PRIVATE + "\"}"),
            null,
            null,
            JsonText.EMPTY_OBJECT);
    door.insertNew(List.of(new NewEvent(event, new byte[32])));
    return event;
  }

  /** Runs the event's workflow to its end. */
  void process(Event event) {
    EventGroup group = EventStart.single(event.ref(), Long.MAX_VALUE);
    client.newWorkflowStub(EventWorkflow.class, EventStart.options(group)).process(group);
  }

  /** Runs the workflow of several events to its end. */
  EventGroup processTogether(int events, String type) {
    List<EventRef> refs =
        Stream.generate(() -> accept(type, Duration.ZERO).ref()).limit(events).toList();
    EventGroup group = EventStart.group(refs, Long.MAX_VALUE, now());
    client.newWorkflowStub(EventWorkflow.class, EventStart.options(group)).process(group);
    return group;
  }

  void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  Event publish(String type) {
    Event event = accept(type, Duration.ZERO);
    process(event);
    return event;
  }

  List<Delivery> deliveriesOf(Event event) {
    return deliveries.ofEvent(event.eventId(), event.day(), 1_000);
  }

  Delivery only(Event event) {
    List<Delivery> all = deliveriesOf(event);
    if (all.size() != 1) {
      throw new AssertionError("Not one delivery but " + all);
    }
    return all.get(0);
  }

  DeliveryWorkflow workflow(Delivery delivery) {
    return client.newWorkflowStub(
        DeliveryWorkflow.class, WorkflowIds.delivery(delivery.deliveryId()));
  }

  /** Until the workflow's activity was run and waits for its next run. */
  Delivery untilItPauses(Event event) {
    Delivery delivery = only(event);
    WorkflowStub workflow = WorkflowStub.fromTyped(workflow(delivery));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var pending = workflow.describe().getRawDescription().getPendingActivitiesList();
              return pending.size() == 1 && pending.get(0).hasLastFailure();
            });
    return delivery;
  }

  /** Until the delivery's workflow is closed, however it closes. */
  Delivery untilItCloses(Event event) {
    try {
      WorkflowStub.fromTyped(workflow(only(event))).getResult(Void.class);
    } catch (WorkflowFailedException failed) {
      // A dead letter, or cancelled.
    }
    return only(event);
  }

  void redrive(Delivery delivery, int round) {
    DeliveryRef ref =
        new DeliveryRef(
            delivery.key(),
            delivery.eventId(),
            delivery.subscriptionId(),
            delivery.tenant(),
            delivery.type(),
            delivery.severity(),
            delivery.channel(),
            "127.0.0.1",
            delivery.status());
    WorkflowClient.start(
        client.newWorkflowStub(DeliveryWorkflow.class, DeliveryStart.options(ref))::deliver,
        new DeliveryRun(ref, round));
  }

  /** Begins an order for a subscription's dead letters, as the API does, and starts nothing. */
  DeadLetterOperation order(DeadLetterOrder order, Subscription subscription, int ratePerSecond) {
    return DeadLetters.operation(
        database,
        order,
        DeadLetters.ofSubscription(subscription.subscriptionId()),
        ratePerSecond,
        now());
  }

  DeadLetterWorkflow carryOut(DeadLetterOperation operation) {
    DeadLetterWorkflow workflow =
        client.newWorkflowStub(DeadLetterWorkflow.class, DeadLetterStart.options(operation.run()));
    WorkflowClient.start(workflow::carryOut, operation.run());
    return workflow;
  }

  void untilABatchOf(DeadLetterOperation operation) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                operations.find(TENANT, operation.operationId()).orElseThrow().counts().done() > 0);
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
