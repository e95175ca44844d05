package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody carries is taken up by the watch, and it tells what it found. */
class RecoveringIT {
  @TempDir Path outbox;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void anAcceptedEventThatNobodyStartedIsStartedOnceItIsTenSecondsOld() {
    rig.subscribeWebhook(null);
    answer(200);
    watch();
    Event event = rig.accept("deployment", Severity.LOW);
    rig.temporal.sleep(Duration.ofSeconds(4));
    assertThat(status(event)).isEqualTo(EventStatus.PENDING);

    rig.temporal.sleep(Duration.ofSeconds(30));

    Awaitility.await().until(() -> status(event) == EventStatus.NOTIFIED);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
    assertThat(details()).contains("PENDING for over 10 s: **1**").contains("carried: **0**");
  }

  @Test
  void whatWasLeftLyingIsStartedInGroupsOfOneSeverity() {
    rig.subscribeWebhook(null);
    List<Event> lying = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answer(200);
      lying.add(rig.accept("deployment", i < 4 ? Severity.HIGH : Severity.LOW));
    }
    watch();
    rig.temporal.sleep(Duration.ofSeconds(30));

    Awaitility.await()
        .until(() -> lying.stream().allMatch(event -> status(event) == EventStatus.NOTIFIED));
    assertThat(lying.subList(0, 4)).map(this::workflowId).containsOnly(workflowId(lying.get(0)));
    assertThat(lying.subList(4, 12)).map(this::workflowId).containsOnly(workflowId(lying.get(4)));
    assertThat(workflowId(lying.get(0)))
        .startsWith("events:")
        .isNotEqualTo(workflowId(lying.get(4)));
    assertThat(rig.target.getRequestCount()).isEqualTo(12);
    assertThat(details()).contains("PENDING for over 10 s: **12**");
  }

  @Test
  void whatWaitsForItsTurnIsNotStartedAgainAtEveryLook() {
    rig.subscribeWebhook(null);
    rig.execute("ALTER TABLE delivery ADD CONSTRAINT held CHECK (event_type <> 'deployment')");
    List<Event> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answer(200);
      held.add(rig.accept("deployment", Severity.LOW));
    }
    watch();

    rig.temporal.sleep(Duration.ofMinutes(2));
    assertThat(details()).contains("PENDING for over 10 s: **3**");

    rig.execute("ALTER TABLE delivery DROP CONSTRAINT held");
    rig.temporal.sleep(Duration.ofMinutes(2));
    Awaitility.await()
        .until(() -> held.stream().allMatch(event -> status(event) == EventStatus.NOTIFIED));
    assertThat(rig.target.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aDeliveryWhoseWorkflowWasTerminatedGoesOn() {
    rig.subscribeWebhook(new RetrySchedule(List.of(5, 5), 0));
    answer(503);
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));
    rig.workflow(delivery).terminate("By hand");
    answer(200);
    watch();

    rig.temporal.sleep(Duration.ofSeconds(150));

    Awaitility.await().until(() -> rig.only(event).status() == DeliveryStatus.SENT);
    assertThat(rig.only(event).attempts()).isEqualTo(2);
    assertThat(details()).contains("that no workflow carried: **1**");
  }

  @Test
  void aDeliveryThatItsWorkflowCarriesIsLeftAlone() {
    rig.subscribeWebhook(new RetrySchedule(List.of(3_600), 0));
    answer(503);
    Event event = rig.publish();
    rig.untilItPauses(rig.only(event));
    watch();

    rig.temporal.sleep(Duration.ofMinutes(5));

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.RETRYING);
    assertThat(details()).contains("that no workflow carried: **0**");
  }

  @Test
  void deliveriesOfAResumedSubscriptionGoOn() {
    // The clock may skip to later attempts before the subscription is paused.
    AtomicInteger status = new AtomicInteger(503);
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(status.get()).build();
          }
        });
    Subscription subscription =
        rig.subscribeWebhook(new RetrySchedule(Collections.nCopies(20, 3_600), 0));
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));
    rig.setActive(subscription, false);
    rig.finish(delivery);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.WAITING);

    status.set(200);
    rig.setActive(subscription, true);
    watch();

    Awaitility.await().until(() -> rig.only(event).status() == DeliveryStatus.SENT);
    assertThat(delivery.deliveryId()).isEqualTo(rig.only(event).deliveryId());
    assertThat(details()).contains("resumed subscriptions: **1**");
  }

  @Test
  void goesOnInANewRunEveryTenMinutesAndRemembersWhatItFound() {
    rig.subscribeWebhook(null);
    answer(200);
    rig.accept("deployment", Severity.LOW);
    watch();
    String first = recovery().describe().getExecution().getRunId();

    rig.temporal.sleep(Duration.ofMinutes(12));

    assertThat(recovery().describe().getExecution().getRunId()).isNotEqualTo(first);
    assertThat(details()).contains("PENDING for over 10 s: **1**");
  }

  private void watch() {
    RecoveryWorkflow workflow =
        rig.temporal
            .getWorkflowClient()
            .newWorkflowStub(
                RecoveryWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.RECOVERY)
                    .setTaskQueue(TaskQueues.DELIVERIES)
                    .build());
    WorkflowClient.start(workflow::watch, RecoveryFindings.NONE);
  }

  private WorkflowStub recovery() {
    return rig.temporal.getWorkflowClient().newUntypedWorkflowStub(WorkflowIds.RECOVERY);
  }

  private String details() {
    return recovery()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private String workflowId(Event event) {
    return String.valueOf(rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().workflowId());
  }

  private EventStatus status(Event event) {
    return rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status();
  }

  private void answer(int status) {
    rig.target.enqueue(new MockResponse.Builder().code(status).build());
  }
}
