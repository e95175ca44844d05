package dev.tocsin.contract.circuit;

import dev.tocsin.contract.model.TargetRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a target's workflow.
 *
 * @param reason what the target answered last; absent where the run goes on with an open circuit
 * @param failingSince when it failed first, as far as whoever noticed it has seen; absent where the
 *     run goes on with an open circuit
 * @param gone the target says that it is gone for good (410): the subscription is to be disabled
 */
public record TargetRun(
    TargetRef target, @Nullable String reason, @Nullable Instant failingSince, boolean gone) {

  /** A run for a circuit that is open already: after a crash, a pause, or a long run before it. */
  public static TargetRun goingOn(TargetRef target) {
    return new TargetRun(target, null, null, false);
  }

  /** Whether it is there to open the circuit. */
  public boolean opens() {
    return reason != null;
  }
}
