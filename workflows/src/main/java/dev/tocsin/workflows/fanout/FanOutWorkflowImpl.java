package dev.tocsin.workflows.fanout;

import dev.tocsin.contract.fanout.FanOutActivities;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.fanout.FanOutStep;
import dev.tocsin.contract.fanout.FanOutWorkflow;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all ranges at the same time, each step by step. Begins a new run after some dozen
 * steps of each, so that its history stays short.
 */
public final class FanOutWorkflowImpl implements FanOutWorkflow {
  private static final int STEPS_PER_RUN = 100;

  private final FanOutActivities activities =
      Workflow.newActivityStub(
          FanOutActivities.class,
          ActivityOptions.newBuilder()
              // A step takes about half a minute and beats every few seconds; what lasts longer is
              // a record that PostgreSQL does not take yet, which must not be cut short.
              .setStartToCloseTimeout(Duration.ofHours(24))
              .setHeartbeatTimeout(Duration.ofSeconds(20))
              // What was sent is recorded before anything else is called off.
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofMinutes(1))
                      .build())
              .build());

  private int sent;

  @Override
  public void fanOut(FanOutRun run) {
    Workflow.setCurrentDetails(details(run));
    List<Promise<@Nullable FanOutRange>> lanes = new ArrayList<>();
    for (FanOutRange range : run.ranges()) {
      lanes.add(Async.function(() -> stepThrough(run, range)));
    }
    List<FanOutRange> rest = new ArrayList<>();
    try {
      for (Promise<@Nullable FanOutRange> lane : lanes) {
        FanOutRange left = lane.get();
        if (left != null) {
          rest.add(left);
        }
      }
    } catch (ActivityFailure | CanceledFailure ended) {
      if (!CancellationScope.current().isCancelRequested()) {
        throw ended;
      }
    }
    if (CancellationScope.current().isCancelRequested()) {
      Promise.allOf(lanes).handle((all, failure) -> null).get();
      Workflow.newDetachedCancellationScope(() -> activities.callOffRest(run.event())).run();
      throw new CanceledFailure("Cancelled in Temporal");
    }
    if (!rest.isEmpty()) {
      Workflow.newContinueAsNewStub(FanOutWorkflow.class)
          .fanOut(new FanOutRun(run.event(), run.deliveries(), rest));
    }
  }

  /** What is left of the range for another run; null at its end. */
  private @Nullable FanOutRange stepThrough(FanOutRun run, FanOutRange range) {
    FanOutRange left = range;
    for (int step = 1; step <= STEPS_PER_RUN && left != null; step++) {
      FanOutStep done = activities.deliverRange(run.event(), left);
      sent = Math.max(sent, done.sent());
      Workflow.setCurrentDetails(details(run));
      left = done.rest();
      if (CancellationScope.current().isCancelRequested()) {
        return left;
      }
    }
    return left;
  }

  private String details(FanOutRun run) {
    return String.format(Locale.ROOT, "%,d of %,d deliveries sent", sent, run.deliveries());
  }
}
