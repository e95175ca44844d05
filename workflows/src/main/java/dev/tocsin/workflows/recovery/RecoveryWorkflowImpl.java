package dev.tocsin.workflows.recovery;

import dev.tocsin.contract.recovery.RecoveryActivities;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Every few seconds a cheap look as a local activity; once a minute the wider one. Begins a new run
 * every ten minutes, so that its history stays short.
 */
public final class RecoveryWorkflowImpl implements RecoveryWorkflow {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int LOOKS_PER_WIDE_LOOK = 12;
  private static final int LOOKS_PER_RUN = 120;

  private static final RetryOptions RETRY =
      RetryOptions.newBuilder()
          // As good as without limit; the SDK takes 0 for "do not retry" in local activities.
          .setMaximumAttempts(Integer.MAX_VALUE)
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(10))
          .build();

  private final RecoveryActivities near =
      Workflow.newLocalActivityStub(
          RecoveryActivities.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(5))
              .setRetryOptions(RETRY)
              .build());

  private final RecoveryActivities wide =
      Workflow.newActivityStub(
          RecoveryActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofHours(1))
              .setHeartbeatTimeout(Duration.ofSeconds(30))
              .setRetryOptions(RETRY)
              .build());

  private boolean asked;

  @Override
  public void watch(RecoveryFindings soFar) {
    RecoveryFindings total = soFar;
    wide.maintainPartitions();
    for (int look = 1; look <= LOOKS_PER_RUN; look++) {
      asked = false;
      total = total.plus(near.takeUpWaiting());
      if (look % LOOKS_PER_WIDE_LOOK == 0) {
        total = total.plus(wide.takeUpAbandoned());
      }
      Workflow.setCurrentDetails(details(total));
      Workflow.await(PAUSE, () -> asked);
    }
    Workflow.newContinueAsNewStub(RecoveryWorkflow.class).watch(total);
  }

  @Override
  public void look() {
    asked = true;
  }

  private static String details(RecoveryFindings total) {
    return """
        Taken up since this watch began:

        - events that were PENDING for over 10 s: **%d**
        - open deliveries that no workflow carried: **%d**
        - deliveries of resumed subscriptions: **%d**
        - open circuits that no workflow attended to: **%d**
        """
        .formatted(total.events(), total.deliveries(), total.resumed(), total.targets());
  }
}
