package dev.tocsin.workflows.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterProgress;
import dev.tocsin.contract.deadletter.DeadLetterRun;
import dev.tocsin.contract.deadletter.DeadLetterStart;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under a Temporal whose time skips. The activities stand in for the worker's. */
class DeadLetterWorkflowTest {
  private TestWorkflowEnvironment temporal;
  private Letters letters;

  @BeforeEach
  void start() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    TocsinSearchAttributes.registrations().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    letters = new Letters();
    var worker = temporal.newWorker(TaskQueues.DELIVERIES);
    worker.registerWorkflowImplementationTypes(DeadLetterWorkflowImpl.class);
    worker.registerActivitiesImplementations(letters);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void keepsTheRateByPausesBetweenBatches() {
    letters.left = 250;

    WorkflowStub.fromTyped(begin(10)).getResult(Void.class);

    assertThat(letters.sizes).hasSize(25).containsOnly(10);
    assertThat(letters.at.get(24) - letters.at.get(0)).isGreaterThanOrEqualTo(24_000);
  }

  @Test
  void takesAtMostAHundredAtOnceAndBeginsANewRunAfterManyBatches() {
    letters.left = 100 * 410;

    DeadLetterWorkflow workflow = begin(1_000);
    WorkflowStub.fromTyped(workflow).getResult(Void.class);

    assertThat(letters.sizes).hasSize(410).containsOnly(100);
    assertThat(letters.at.get(409) - letters.at.get(0)).isGreaterThanOrEqualTo(40_900);
    assertThat(temporal.getWorkflowClient().fetchHistory("dead-letters:blk_1").getEvents().size())
        .as("of the second run")
        .isLessThan(200);
  }

  @Test
  void isWokenFromItsPauseAndSeesThatItWasCalledOff() {
    letters.left = 100;
    DeadLetterWorkflow workflow = begin(1);
    Awaitility.await().until(() -> !letters.sizes.isEmpty());

    letters.calledOff = true;
    workflow.wake();
    WorkflowStub.fromTyped(workflow).getResult(Void.class);

    assertThat(letters.left).isPositive();
  }

  @Test
  void cancelledInTemporalItSaysSo() {
    letters.left = 100;
    WorkflowStub workflow = WorkflowStub.fromTyped(begin(1));
    Awaitility.await().until(() -> !letters.sizes.isEmpty());

    workflow.cancel();

    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(letters.calledOff).isTrue();
    assertThat(letters.left).isPositive();
  }

  private DeadLetterWorkflow begin(int ratePerSecond) {
    DeadLetterRun run =
        new DeadLetterRun("blk_1", "default", DeadLetterOrder.REDRIVE, ratePerSecond);
    DeadLetterWorkflow workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(DeadLetterWorkflow.class, DeadLetterStart.options(run));
    WorkflowClient.start(workflow::carryOut, run);
    return workflow;
  }

  private final class Letters implements DeadLetterActivities {
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> at = Collections.synchronizedList(new ArrayList<>());
    private volatile int left;
    private volatile boolean calledOff;

    @Override
    public synchronized DeadLetterProgress take(String operationId, int most) {
      if (calledOff) {
        return new DeadLetterProgress(OperationStatus.CANCELLED, 0, 0, 0, 0);
      }
      at.add(temporal.currentTimeMillis());
      sizes.add(most);
      int taken = Math.min(most, left);
      left = left - taken;
      return new DeadLetterProgress(
          left == 0 ? OperationStatus.COMPLETED : OperationStatus.RUNNING, 0, 0, 0, taken);
    }

    @Override
    public void callOff(String operationId) {
      calledOff = true;
    }
  }
}
