package dev.tocsin.contract.deadletter;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What touches the outside world for {@link DeadLetterWorkflow}. */
@ActivityInterface
public interface DeadLetterActivities {
  /**
   * Carries out the order for the next dead letters of an operation, unless it was called off. Run
   * twice, it takes none twice.
   *
   * @param most how many, 1 to 100
   */
  @ActivityMethod(name = "takeDeadLetters")
  DeadLetterProgress take(String operationId, int most);

  /** Records that the operation's workflow was cancelled in Temporal. */
  @ActivityMethod(name = "callOffDeadLetters")
  void callOff(String operationId);
}
