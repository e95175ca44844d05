package dev.tocsin.workflows.circuit;

import dev.tocsin.contract.circuit.TargetActivities;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.circuit.TargetState.Next;
import dev.tocsin.contract.circuit.TargetWorkflow;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Opens, probes, drains, rests, closes: activities that look at the rows tell what is to be done
 * next.
 */
public final class TargetWorkflowImpl implements TargetWorkflow {
  private static final int STEPS_PER_RUN = 300;
  private static final String LIMITED = "LIMITED";

  private boolean asked;
  private String told = "";

  @Override
  public void attend(TargetRun run) {
    TargetActivities activities =
        Workflow.newActivityStub(TargetActivities.class, options(run.target()));
    TargetState state = activities.open(run);
    for (int step = 1; step <= STEPS_PER_RUN; step++) {
      tell(state);
      if (state.next() == Next.END || isOver(state)) {
        return;
      }
      state = next(activities, run.target(), state);
    }
    Workflow.newContinueAsNewStub(TargetWorkflow.class).attend(TargetRun.goingOn(run.target()));
  }

  @Override
  public void probe() {
    asked = true;
  }

  /** Whether nobody asked for long enough after nothing waited any more. */
  private boolean isOver(TargetState state) {
    if (state.next() == Next.REST) {
      waitUnlessAsked(state.pause());
      return !asked;
    }
    return false;
  }

  /** Leaves no timer behind, of which a target that is often woken would have very many. */
  private void waitUnlessAsked(Duration pause) {
    if (asked) {
      return;
    }
    CompletablePromise<Void> over = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> over.completeFrom(Workflow.newTimer(pause)));
    scope.run();
    Workflow.await(() -> asked || over.isCompleted());
    if (!over.isCompleted()) {
      scope.cancel();
    }
  }

  private TargetState next(TargetActivities activities, TargetRef target, TargetState state) {
    return switch (state.next()) {
      case PROBE -> {
        Workflow.await(state.pause(), () -> asked);
        asked = false;
        yield activities.probe(target);
      }
      case WAIT -> {
        waitUnlessAsked(state.pause());
        asked = false;
        yield activities.drain(target);
      }
      case REST -> {
        asked = false;
        yield activities.drain(target);
      }
      case DRAIN -> {
        if (state.status().equals(LIMITED)) {
          // It sees whatever was asked for until now.
          asked = false;
        }
        yield activities.drain(target);
      }
      case CLOSE -> activities.close(target);
      case END -> state;
    };
  }

  private void tell(TargetState state) {
    if (!told.equals(state.status())) {
      told = state.status();
      Workflow.upsertTypedSearchAttributes(TocsinSearchAttributes.STATUS.valueSet(told));
    }
    Workflow.setCurrentDetails(details(state));
  }

  private static String details(TargetState state) {
    return """
        - status: **%s**
        - deliveries that wait: **%d**
        - open since: %s
        - next probe: %s
        - last answer: %s
        """
        .formatted(
            state.status(),
            state.waiting(),
            state.since() == null ? "-" : state.since(),
            state.nextProbeAt() == null ? "-" : state.nextProbeAt(),
            state.reason() == null ? "-" : state.reason());
  }

  private static ActivityOptions options(TargetRef target) {
    return ActivityOptions.newBuilder()
        .setSummary(Summary.of(target.summary()))
        // A batch takes a minute or two and beats every few seconds; what lasts longer is a record
        // that PostgreSQL does not take yet, which must not be cut short.
        .setStartToCloseTimeout(Duration.ofHours(24))
        .setHeartbeatTimeout(Duration.ofSeconds(20))
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofMinutes(1))
                .build())
        .build();
  }
}
