package dev.tocsin.standalone.history;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release that changes what a workflow does, rolled out and rolled back while a delivery waits
 * for its next attempt.
 */
class UpgradeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More and longer pauses than any test takes, until its target is mended. */
  private static final Integer[] PAUSES = Collections.nCopies(20, 5).toArray(Integer[]::new);

  private static RealServers servers;
  private static Targets targets;
  private static Stage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = new RealServers(folder);
    targets = new Targets();
    stage = new Stage(servers);
  }

  @AfterAll
  static void stop() throws Exception {
    targets.close();
    servers.close();
  }

  @BeforeEach
  void thisRelease() throws Exception {
    servers.restartWorkers();
  }

  @Test
  void aRunningWorkflowGoesOnAsItBeganAndANewOneTakesTheNewWay() throws Exception {
    stage.subscribe("up", targets.downAt("/up"), PAUSES);
    Event before = stage.publish("up");
    stage.untilItPauses(before);

    servers.restartWorkers(ChangedDelivery.Patched.class);
    Event after = stage.publish("up");
    stage.untilItPauses(after);
    targets.mend("/up");

    assertThat(stage.untilItCloses(before).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(stage.untilItCloses(after).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(types(before))
        .doesNotContain(
            EVENT_TYPE_MARKER_RECORDED, EVENT_TYPE_TIMER_STARTED, EVENT_TYPE_WORKFLOW_TASK_FAILED);
    assertThat(types(after))
        .contains(EVENT_TYPE_MARKER_RECORDED, EVENT_TYPE_TIMER_STARTED)
        .doesNotContain(EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  @Test
  void whatBeganUnderTheNextReleaseIsSentByThisOneAndClosesWhenThatIsBack() throws Exception {
    servers.restartWorkers(ChangedDelivery.Patched.class);
    stage.subscribe("back", targets.downAt("/back"), PAUSES);
    Event event = stage.publish("back");
    stage.untilItPauses(event);

    servers.restartWorkers();
    targets.mend("/back");
    untilItsTaskFails(event);

    // The attempt and its outcome are an activity's and the row's: they need no workflow task.
    assertThat(stage.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    servers.restartWorkers(ChangedDelivery.Patched.class);
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(status(event))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void whatCannotGoOnIsTerminatedAndRecoveryBeginsItAnew() throws Exception {
    servers.restartWorkers(ChangedDelivery.Patched.class);
    stage.subscribe("anew", targets.downAt("/anew"), PAUSES);
    Event event = stage.publish("anew");
    Delivery delivery = stage.untilItPauses(event);

    servers.restartWorkers();
    WorkflowStub.fromTyped(stage.workflow(delivery)).terminate("rolled back");
    servers.recovery().startAbandoned(Stage.now().plus(Duration.ofDays(1)), looked -> {});
    targets.mend("/anew");

    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(types(event))
        .doesNotContain(EVENT_TYPE_MARKER_RECORDED, EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  @Test
  void aChangeWithoutAVersionFailsTasksAndLosesNothing() throws Exception {
    stage.subscribe("careless", targets.downAt("/careless"), PAUSES);
    Event event = stage.publish("careless");
    stage.untilItPauses(event);

    servers.restartWorkers(ChangedDelivery.Careless.class);
    targets.mend("/careless");
    untilItsTaskFails(event);

    assertThat(stage.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(status(event)).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private static void untilItsTaskFails(Event event) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> types(event).contains(EVENT_TYPE_WORKFLOW_TASK_FAILED));
  }

  private static WorkflowExecutionStatus status(Event event) {
    return WorkflowStub.fromTyped(stage.workflow(stage.only(event))).describe().getStatus();
  }

  private static List<EventType> types(Event event) {
    String workflowId = WorkflowIds.delivery(stage.only(event).deliveryId());
    return servers.client.fetchHistory(workflowId).getHistory().getEventsList().stream()
        .map(each -> each.getEventType())
        .toList();
  }
}
