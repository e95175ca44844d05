package dev.tocsin.workflows.delivery;

import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One activity that Temporal retries when the activity says so; its pauses are the delivery's retry
 * schedule. {@link #wake} ends the pause: the activity is cancelled (at once while it pauses, when
 * it is done while it sends) and scheduled anew.
 */
public final class DeliveryWorkflowImpl implements DeliveryWorkflow {
  private boolean woken;

  @Override
  public void deliver(DeliveryRun run) {
    DeliveryActivities activities =
        Workflow.newActivityStub(DeliveryActivities.class, options(run));
    try {
      DeliveryStatus status = attemptUntilSettled(activities, run);
      Workflow.upsertTypedSearchAttributes(TocsinSearchAttributes.status(status));
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(() -> callOff(activities, run)).run();
      throw cancelled;
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  private DeliveryStatus attemptUntilSettled(DeliveryActivities activities, DeliveryRun run) {
    while (true) {
      woken = false;
      CompletablePromise<Promise<DeliveryStatus>> scheduled = Workflow.newPromise();
      CancellationScope scope =
          Workflow.newCancellationScope(
              () -> scheduled.complete(Async.function(activities::attempt, run)));
      scope.run();
      Promise<DeliveryStatus> result = scheduled.get();
      Workflow.await(() -> woken || result.isCompleted());
      if (!result.isCompleted()) {
        scope.cancel("woken");
      }
      try {
        return result.get();
      } catch (ActivityFailure failure) {
        throwIfFinal(failure);
      }
    }
  }

  /** Returns where the activity was merely woken and has to run again. */
  private static void throwIfFinal(ActivityFailure failure) {
    if (CancellationScope.current().isCancelRequested()) {
      throw new CanceledFailure("Cancelled in Temporal");
    }
    if (failure.getCause() instanceof ApplicationFailure answer
        && answer.getType().equals(DeliveryActivities.DEAD_LETTER)) {
      Workflow.upsertTypedSearchAttributes(TocsinSearchAttributes.status(DeliveryStatus.DEAD));
      // Made anew: a rethrown activity failure would hide the target's answer behind its own words.
      throw ApplicationFailure.newBuilder()
          .setMessage(answer.getOriginalMessage())
          .setType(DeliveryActivities.DEAD_LETTER)
          .setNonRetryable(true)
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
  }

  private static void callOff(DeliveryActivities activities, DeliveryRun run) {
    activities.callOff(run);
    Workflow.upsertTypedSearchAttributes(TocsinSearchAttributes.status(DeliveryStatus.CANCELLED));
  }

  private static ActivityOptions options(DeliveryRun run) {
    return ActivityOptions.newBuilder()
        .setSummary(
            Summary.of(
                (run.round() > 1 ? "Round " + run.round() + ": " : "") + run.delivery().summary()))
        // An attempt takes a minute at most and beats every few seconds; what lasts longer is a
        // record that PostgreSQL does not take yet, which must not be cut short.
        .setStartToCloseTimeout(Duration.ofHours(24))
        .setHeartbeatTimeout(Duration.ofSeconds(20))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setBackoffCoefficient(2)
                .setMaximumInterval(Duration.ofMinutes(1))
                .build())
        .build();
  }
}
