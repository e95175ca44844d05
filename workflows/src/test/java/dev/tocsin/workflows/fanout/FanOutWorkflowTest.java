package dev.tocsin.workflows.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.fanout.FanOutActivities;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.fanout.FanOutStart;
import dev.tocsin.contract.fanout.FanOutStep;
import dev.tocsin.contract.fanout.FanOutWorkflow;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under a Temporal whose time skips. The activities stand in for the worker's. */
class FanOutWorkflowTest {
  private static final EventRef EVENT =
      new EventRef(
          "evt_1", LocalDate.of(2026, 3, 1), "default", "deployment", Severity.HIGH, "Slow", null);

  private TestWorkflowEnvironment temporal;
  private Ranges ranges;

  @BeforeEach
  void start() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    TocsinSearchAttributes.registrations().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    ranges = new Ranges();
    var worker = temporal.newWorker(TaskQueues.DELIVERIES);
    worker.registerWorkflowImplementationTypes(FanOutWorkflowImpl.class);
    worker.registerActivitiesImplementations(ranges);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void goesThroughEveryRangeStepByStepAndBeginsANewRunInBetween() {
    ranges.stepsOfARange = 130;

    WorkflowStub.fromTyped(begin()).getResult(Void.class);

    assertThat(ranges.steps).hasSize(4).allSatisfy((until, n) -> assertThat(n).isEqualTo(130));
    assertThat(
            temporal
                .getWorkflowClient()
                .fetchHistory(WorkflowIds.fanOut("evt_1"))
                .getEvents()
                .size())
        .as("of the second run")
        .isLessThan(900);
  }

  @Test
  void cancelledInTemporalItCallsOffTheRestOnceNothingIsUnderWay() throws Exception {
    ranges.stepsOfARange = 2;
    ranges.untilCancelled = true;
    WorkflowStub workflow = WorkflowStub.fromTyped(begin());
    ranges.begun.await();

    workflow.cancel();

    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(ranges.calledOff).isTrue();
    assertThat(ranges.steps.values()).containsOnly(1);
  }

  private FanOutWorkflow begin() {
    FanOutRun run = FanOutRun.whole(EVENT, 100_000);
    FanOutWorkflow workflow =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(FanOutWorkflow.class, FanOutStart.options(run));
    WorkflowClient.start(workflow::fanOut, run);
    return workflow;
  }

  private static final class Ranges implements FanOutActivities {
    private final Map<String, Integer> steps = new ConcurrentHashMap<>();
    private final Map<String, Boolean> underWay = new ConcurrentHashMap<>();
    private final CountDownLatch begun = new CountDownLatch(4);
    private volatile int stepsOfARange;
    private volatile boolean untilCancelled;
    private volatile boolean calledOff;

    @Override
    public FanOutStep deliverRange(EventRef event, FanOutRange range) {
      underWay.put(range.until(), true);
      int step = steps.merge(range.until(), 1, Integer::sum);
      begun.countDown();
      if (untilCancelled) {
        awaitCancellation();
      }
      underWay.remove(range.until());
      return new FanOutStep(
          step == stepsOfARange ? null : new FanOutRange("dlv_" + step, range.until()), step);
    }

    private static void awaitCancellation() {
      var context = Activity.getExecutionContext();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                try {
                  context.heartbeat(null);
                  return false;
                } catch (ActivityCompletionException cancelled) {
                  return true;
                }
              });
    }

    @Override
    public void callOffRest(EventRef event) {
      assertThat(underWay).isEmpty();
      calledOff = true;
    }
  }
}
