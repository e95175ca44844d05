package dev.tocsin.contract.circuit;

import dev.tocsin.contract.model.TargetRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What touches the outside world for {@link TargetWorkflow}. All may run again after a crash. */
@ActivityInterface
public interface TargetActivities {
  /**
   * Opens the circuit, where the run is there for that, and holds what is open of its subscription.
   * A circuit that is open already is left as it is.
   */
  @ActivityMethod(name = "openCircuit")
  TargetState open(TargetRun run);

  /** Tries the target with the oldest delivery that waits. */
  @ActivityMethod(name = "probeTarget")
  TargetState probe(TargetRef target);

  /**
   * Sends what waits, the oldest first, for half a minute at most. What fails beside others that
   * are answered goes back to its own schedule; a run of failures stops it, and the target is then
   * to be probed again. Where its subscription has limits, sends within them, the most urgent
   * first.
   */
  @ActivityMethod(name = "drainTarget")
  TargetState drain(TargetRef target);

  /** Closes the circuit, unless a delivery has begun to wait meanwhile. */
  @ActivityMethod(name = "closeCircuit")
  TargetState close(TargetRef target);
}
