package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.fanout.FanOutStep;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.worker.config.WorkerLimits;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events with more deliveries than their own workflow makes. */
class LargeAudiencesIT {
  private static final WorkerLimits ROOM_FOR_50 =
      new WorkerLimits(100, 200, 50, 512, 500, 2_000, 75);

  @TempDir Path outbox;
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Set<String> failOnce = ConcurrentHashMap.newKeySet();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox, CircuitSettings.DEFAULT, ROOM_FOR_50);
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            int times =
                requests.merge(
                    String.valueOf(request.getHeaders().get("webhook-id")), 1, Integer::sum);
            boolean fails = times == 1 && failOnce.contains(request.getUrl().encodedPath());
            return new MockResponse.Builder().code(fails ? 503 : 200).build();
          }
        });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void everySubscriberGetsItOnceAndTheHistoriesStayShort() {
    subscribe(300);

    Event event = rig.publish();
    awaitNotified(event);

    assertThat(rig.all(event)).hasSize(300);
    assertThat(requests).hasSize(300);
    assertThat(requests.values()).containsOnly(1);
    assertThat(history(WorkflowIds.event(event.eventId()))).isLessThanOrEqualTo(15);
    assertThat(history(WorkflowIds.fanOut(event.eventId()))).isLessThanOrEqualTo(40);
  }

  @Test
  void smallAudiencesOfTheSameTypeNeedNoSecondWorkflow() {
    subscribe(50);

    Event event = rig.publish();

    awaitNotified(event);
    assertThat(history(WorkflowIds.event(event.eventId()))).isLessThanOrEqualTo(9);
  }

  @Test
  void onlyWhoFailsGetsAWorkflowOfItsOwn() {
    subscribe(80);
    failOnce.add("/failing");
    var failing =
        rig.subscribe(
            "WEBHOOK", rig.target.url("/failing").toString(), new RetrySchedule(List.of(3_600), 0));

    Event event = rig.publish();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> rig.all(event).stream().filter(this::isSent).count() == 80);
    Delivery delivery =
        rig.all(event).stream()
            .filter(each -> each.subscriptionId().equals(failing.subscriptionId()))
            .findFirst()
            .orElseThrow();
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.RETRYING);
    rig.untilItPauses(delivery);
    rig.finish(delivery);

    awaitNotified(event);
    assertThat(requests).hasSize(81);
    assertThat(requests.get(delivery.deliveryId())).isEqualTo(2);
  }

  @Test
  void aStepThatRunsAgainSendsNothingTwice() {
    subscribe(120);
    Event event = rig.publish();
    awaitNotified(event);

    for (FanOutRange range : FanOutRange.all()) {
      FanOutStep again = rig.fanOut(event.ref(), range);
      assertThat(again.rest()).isNull();
      assertThat(again.sent()).isEqualTo(120);
    }

    assertThat(requests.values()).containsOnly(1);
  }

  @Test
  void anAudienceWhoseWorkflowIsLostGetsAnotherAndNotOneForEachDelivery() {
    subscribe(1_000);
    Event event = rig.accept("deployment", Severity.HIGH);
    rig.engine.eventActivities().match(EventStart.single(event.ref(), Long.MAX_VALUE));
    rig.temporal.sleep(Duration.ofMinutes(2));
    watch();

    rig.temporal.sleep(Duration.ofMinutes(3));

    awaitNotified(event);
    assertThat(requests).hasSize(1_000);
    assertThat(history(WorkflowIds.fanOut(event.eventId()))).isPositive();
  }

  private boolean isSent(Delivery delivery) {
    return delivery.status() == DeliveryStatus.SENT;
  }

  private void watch() {
    RecoveryWorkflow watch =
        rig.temporal
            .getWorkflowClient()
            .newWorkflowStub(
                RecoveryWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.RECOVERY)
                    .setTaskQueue(TaskQueues.DELIVERIES)
                    .build());
    WorkflowClient.start(watch::watch, RecoveryFindings.NONE);
  }

  private void subscribe(int count) {
    for (int i = 0; i < count; i++) {
      rig.subscribeWebhook(new RetrySchedule(List.of(60), 0));
    }
  }

  private int history(String workflowId) {
    return rig.temporal.getWorkflowClient().fetchHistory(workflowId).getEvents().size();
  }

  private void awaitNotified(Event event) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status()
                    == EventStatus.NOTIFIED);
  }
}
