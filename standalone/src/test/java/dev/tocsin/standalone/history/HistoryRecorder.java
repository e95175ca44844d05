package dev.tocsin.standalone.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetters;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records anew the histories that the replay tests in {@code workflows} hold the workflows against,
 * on a Temporal dev server and a PostgreSQL of its own. No build runs it. In the top folder:
 *
 * <pre>{@code
 * mvn -B -pl standalone -am test -Dtest=HistoryRecorder -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * A change of a workflow that needs this breaks workflows that run while it is deployed: commit it
 * on its own, with a page in {@code docs/decisions/}.
 */
class HistoryRecorder {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static RealServers servers;
  private static Targets targets;
  private static Stage stage;
  private static HistoryFiles files;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = new RealServers(folder);
    targets = new Targets();
    stage = new Stage(servers);
    files = new HistoryFiles(stage.client);
  }

  @AfterAll
  static void stop() throws Exception {
    targets.close();
    servers.close();
  }

  @Test
  void anEventSentAtOnce() throws Exception {
    stage.subscribe("sent-at-once", targets.at("/at-once"));
    Event event = stage.publish("sent-at-once");
    assertThat(stage.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    files.record("event-sent-at-once", event);
  }

  @Test
  void anEventThatMatchesNothing() throws Exception {
    files.record("event-nothing-matched", stage.publish("nothing-matches"));
  }

  @Test
  void anEventOfManyDeliveries() throws Exception {
    String url = targets.at("/many");
    for (int i = 0; i < 120; i++) {
      stage.subscribe("many", url);
    }
    Event event = stage.publish("many");
    assertThat(stage.deliveriesOf(event)).hasSize(120);
    files.record("event-many-deliveries", event);
  }

  @Test
  void severalEventsInBatchesSideBySide() throws Exception {
    String url = targets.at("/group");
    for (int i = 0; i < 40; i++) {
      stage.subscribe("group", url);
    }
    EventGroup group = stage.processTogether(3, "group");
    files.write("event-group", stage.client.fetchHistory(group.workflowId()));
  }

  @Test
  void aGroupThatSplits() throws Exception {
    stage.subscribe("split", targets.at("/split"));
    stage.execute("ALTER TABLE delivery ADD CONSTRAINT spoilt CHECK (event_type <> 'split')");
    EventGroup group = stage.processTogether(2, "split");
    files.write("event-group-split", stage.client.fetchHistory(group.workflowId()));
    stage.execute("ALTER TABLE delivery DROP CONSTRAINT spoilt");
  }

  @Test
  void anEventWithALargeAudience() throws Exception {
    String url = targets.at("/audience");
    for (int i = 0; i < 200; i++) {
      stage.subscribe("audience", url);
    }
    Event event = stage.publish("audience");
    String fanOut = WorkflowIds.fanOut(event.eventId());
    untilItCloses(fanOut);
    files.record("event-large-audience", event);
    files.write("fanout-large-audience", stage.client.fetchHistory(fanOut));
  }

  @Test
  void anEventHandedOverAndItsDeliverySentAfterRetries() throws Exception {
    stage.subscribe("retried", targets.at("/well"));
    Subscription failing =
        stage.subscribe("retried", targets.at("/retried", 503, 503, 500), 1, 1, 1);
    Event event = stage.publish("retried");
    Delivery delivery =
        stage.deliveriesOf(event).stream()
            .filter(each -> each.subscriptionId().equals(failing.subscriptionId()))
            .findFirst()
            .orElseThrow();
    WorkflowStub.fromTyped(stage.workflow(delivery)).getResult(Void.class);
    assertThat(stage.deliveriesOf(event)).allMatch(each -> each.status() == DeliveryStatus.SENT);
    files.record("event-handed-over", event);
    files.record("delivery-sent-after-retries", delivery);
  }

  @Test
  void anEventWhoseDeliveryWasHandedOverByAnEarlierRun() throws Exception {
    stage.subscribe("run-again", targets.at("/run-again", 503), 3600);
    Event event = stage.publish("run-again");
    stage.untilItPauses(event);
    stage.process(event);
    files.record("event-handed-over-before", event);
  }

  @Test
  void aDeadLetterAndItsRedrive() throws Exception {
    stage.subscribe("dead", targets.at("/dead", 503, 500, 503), 1);
    Event event = stage.publish("dead");
    Delivery dead = stage.untilItCloses(event);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
    files.record("delivery-dead-letter", dead);
    stage.redrive(dead, 2);
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);
    files.record("delivery-redriven", dead);
  }

  @Test
  void aDeliveryWokenWhileItPauses() throws Exception {
    stage.subscribe("woken", targets.at("/woken", 503), 3600);
    Event event = stage.publish("woken");
    Delivery delivery = stage.untilItPauses(event);
    assertThat(stage.deliveries.makeDue(delivery, Stage.now())).isTrue();
    stage.workflow(delivery).wake();
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);
    files.record("delivery-woken", delivery);
  }

  @Test
  void aDeliveryWokenWhileItIsSent() throws Exception {
    stage.subscribe("woken-late", targets.slowAt("/woken-late"), 1, 1);
    Event event = stage.publish("woken-late");
    Awaitility.await().atMost(PATIENCE).until(() -> targets.left("/woken-late") == 0);
    stage.workflow(stage.only(event)).wake();
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);
    files.record("delivery-woken-while-sent", stage.only(event));
  }

  @Test
  void aDeliveryCancelledInTemporal() throws Exception {
    stage.subscribe("cancelled", targets.at("/cancelled", 503), 3600);
    Event event = stage.publish("cancelled");
    Delivery delivery = stage.untilItPauses(event);
    WorkflowStub.fromTyped(stage.workflow(delivery)).cancel();
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.CANCELLED);
    files.record("delivery-cancelled", delivery);
  }

  @Test
  void aDeliveryThatWaitsForItsPausedSubscription() throws Exception {
    Subscription subscription = stage.subscribe("held", targets.at("/held", 503), 3600);
    Event event = stage.publish("held");
    Delivery delivery = stage.untilItPauses(event);
    stage.pause(subscription);
    stage.workflow(delivery).wake();
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.WAITING);
    files.record("delivery-waiting", delivery);
  }

  @Test
  void ordersForManyDeadLetters() throws Exception {
    Subscription subscription = stage.subscribe("many-dead", targets.at("/many-dead"));
    DeadLetters.of(servers.postgres.database(), subscription, 5, Stage.now());
    DeadLetterOperation redrive = stage.order(DeadLetterOrder.REDRIVE, subscription, 2);
    WorkflowStub.fromTyped(stage.carryOut(redrive)).getResult(Void.class);
    files.record("dead-letters-redriven", redrive);

    DeadLetters.of(servers.postgres.database(), subscription, 50, Stage.now());
    DeadLetterOperation calledOff = stage.order(DeadLetterOrder.DISCARD, subscription, 1);
    DeadLetterWorkflow workflow = stage.carryOut(calledOff);
    stage.untilABatchOf(calledOff);
    assertThat(stage.operations.cancel(calledOff.operationId(), "key_1", Stage.now())).isTrue();
    workflow.wake();
    WorkflowStub.fromTyped(workflow).getResult(Void.class);
    files.record("dead-letters-called-off", calledOff);

    DeadLetterOperation cancelled = stage.order(DeadLetterOrder.DISCARD, subscription, 1);
    WorkflowStub run = WorkflowStub.fromTyped(stage.carryOut(cancelled));
    stage.untilABatchOf(cancelled);
    run.cancel();
    assertThatThrownBy(() -> run.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
    files.record("dead-letters-cancelled", cancelled);
  }

  @Test
  void aTargetThatIsDownForAWhile() throws Exception {
    Subscription subscription =
        stage.subscribe("down", targets.at("/down", 503, 503, 503, 503, 503), 3600);
    stage.publish("down");
    stage.publish("down");
    stage.publish("down");
    String target = WorkflowIds.target(subscription.subscriptionId());
    untilItCloses(target);
    files.write("target-down-for-a-while", stage.client.fetchHistory(target));
  }

  @Test
  void aTargetThatIsGone() throws Exception {
    Subscription subscription = stage.subscribe("gone", targets.at("/gone", 410));
    stage.publish("gone");
    String target = WorkflowIds.target(subscription.subscriptionId());
    untilItCloses(target);
    files.write("target-gone", stage.client.fetchHistory(target));
  }

  @Test
  void aTargetWithLimits() throws Exception {
    Subscription subscription = stage.subscribe("limited", targets.at("/limited"));
    // A turn every two seconds, which is waited for by timers.
    stage.limit(subscription, new TargetLimits(new BigDecimal("0.5"), 2));
    List<Event> events =
        List.of(stage.publish("limited"), stage.publish("limited"), stage.publish("limited"));
    untilSent(events);
    Awaitility.await().atMost(PATIENCE).until(() -> stage.rests(subscription));
    untilSent(List.of(stage.publish("limited")));

    stage.limit(subscription, null);
    String target = WorkflowIds.target(subscription.subscriptionId());
    stage.client.newUntypedWorkflowStub(target).signal("probe");
    untilItCloses(target);
    files.write("target-with-limits", stage.client.fetchHistory(target));
  }

  private static void untilSent(List<Event> events) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                events.stream()
                    .allMatch(event -> stage.only(event).status() == DeliveryStatus.SENT));
  }

  /** It is started in the background. */
  private static void untilItCloses(String workflowId) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                stage.client.newUntypedWorkflowStub(workflowId).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void recoveryThatLooksByItselfAndWhenAskedAndBeginsANewRun() throws Exception {
    stage.accept("forgotten", Duration.ofMinutes(1));
    RecoveryWorkflow recovery =
        stage.client.newWorkflowStub(
            RecoveryWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.RECOVERY)
                .setTaskQueue(TaskQueues.DELIVERIES)
                .build());
    WorkflowExecution first = WorkflowClient.start(recovery::watch, RecoveryFindings.NONE);
    WorkflowStub run = WorkflowStub.fromTyped(recovery);

    untilALookAfter(first, EventType.EVENT_TYPE_TIMER_FIRED);
    recovery.look();
    untilALookAfter(first, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
    files.write("recovery-looking", files.history(first));

    WorkflowStub firstRun =
        stage.client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(first).build());
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              run.signal("look");
              return firstRun.describe().getStatus()
                  == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
            });
    files.write("recovery-new-run", files.history(first));
  }

  /** Until the run has looked, in a local activity, after its first history event of that type. */
  private static void untilALookAfter(WorkflowExecution run, EventType type) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<EventType> types =
                  files.history(run).getEvents().stream().map(HistoryEvent::getEventType).toList();
              return types.contains(type)
                  && types.lastIndexOf(EventType.EVENT_TYPE_MARKER_RECORDED) > types.indexOf(type);
            });
  }
}
