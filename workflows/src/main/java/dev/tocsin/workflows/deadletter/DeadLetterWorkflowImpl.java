package dev.tocsin.workflows.deadletter;

import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterProgress;
import dev.tocsin.contract.deadletter.DeadLetterRun;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.deadletter.OperationStatus;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Locale;

/**
 * A batch, and the pause that keeps the rate, until nothing is left. Begins a new run after some
 * hundred batches, so that its history stays short.
 */
public final class DeadLetterWorkflowImpl implements DeadLetterWorkflow {
  private static final int LARGEST_BATCH = 100;
  private static final int BATCHES_PER_RUN = 400;
  private static final long MILLIS = 1_000;

  private final DeadLetterActivities activities =
      Workflow.newActivityStub(
          DeadLetterActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(10))
              // A Temporal that is away is asked for up to a minute by the SDK.
              .setHeartbeatTimeout(Duration.ofMinutes(2))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofSeconds(10))
                      .build())
              .build());

  private boolean woken;

  @Override
  public void carryOut(DeadLetterRun run) {
    boolean finished;
    try {
      finished = takeBatches(run);
    } catch (ActivityFailure | CanceledFailure ended) {
      if (!CancellationScope.current().isCancelRequested()) {
        throw ended;
      }
      Workflow.newDetachedCancellationScope(() -> activities.callOff(run.operationId())).run();
      throw new CanceledFailure("Cancelled in Temporal");
    }
    if (!finished) {
      Workflow.newContinueAsNewStub(DeadLetterWorkflow.class).carryOut(run);
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  /** Returns whether the operation is at its end; otherwise a new run goes on. */
  private boolean takeBatches(DeadLetterRun run) {
    int size = Math.min(LARGEST_BATCH, run.ratePerSecond());
    for (int batch = 1; batch <= BATCHES_PER_RUN; batch++) {
      long began = Workflow.currentTimeMillis();
      woken = false;
      DeadLetterProgress progress = activities.take(run.operationId(), size);
      Workflow.setCurrentDetails(details(run.order(), progress));
      if (progress.status() != OperationStatus.RUNNING) {
        return true;
      }
      int rate = run.ratePerSecond();
      long due = began + (size * MILLIS + rate - 1) / rate;
      long pause = due - Workflow.currentTimeMillis();
      if (pause > 0) {
        Workflow.await(Duration.ofMillis(pause), () -> woken);
      }
    }
    return false;
  }

  private static String details(DeadLetterOrder order, DeadLetterProgress progress) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s, %,d skipped%s",
        progress.done(),
        progress.matching(),
        order == DeadLetterOrder.REDRIVE ? "redriven" : "discarded",
        progress.skipped(),
        progress.status() == OperationStatus.CANCELLED ? "; called off" : "");
  }
}
