package dev.tocsin.activities.circuit;

import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.model.TargetRef;

/**
 * What Temporal is told after rows were changed. Nobody waits for it, and none of it throws: what
 * is lost, as Temporal is away or the process ends, is found by recovery.
 */
public interface FollowUps {
  /** Something waits for a target with limits, whose workflow had nothing to do. */
  void wake(TargetRef target);

  /** A delivery that waited for its target is tried by its own schedule again. */
  void carry(DeliveryRun run);
}
