package dev.tocsin.contract.delivery;

import dev.tocsin.contract.model.DeliveryStatus;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What touches the outside world for {@link DeliveryWorkflow}. */
@ActivityInterface
public interface DeliveryActivities {
  /** The type of the failure that ends a delivery as a dead letter; its message is the reason. */
  String DEAD_LETTER = "DeadLetter";

  /** The type of the failure that asks for another attempt after its {@code nextRetryDelay}. */
  String NOT_DELIVERED = "NotDelivered";

  /**
   * Makes at most one attempt, if one is due.
   *
   * @return SENT, or the status in which nothing is left to do for a workflow (WAITING, CANCELLED,
   *     SUPPRESSED)
   * @throws io.temporal.failure.ApplicationFailure {@link #NOT_DELIVERED} while another attempt is
   *     due later; {@link #DEAD_LETTER} when it is given up
   */
  @ActivityMethod(name = "attempt")
  DeliveryStatus attempt(DeliveryRun run);

  /** Records that the delivery's workflow was cancelled in Temporal: the delivery is CANCELLED. */
  @ActivityMethod(name = "callOff")
  void callOff(DeliveryRun run);
}
