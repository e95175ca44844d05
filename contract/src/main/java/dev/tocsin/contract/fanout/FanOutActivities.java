package dev.tocsin.contract.fanout;

import dev.tocsin.contract.model.EventRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The activities of {@link FanOutWorkflow}. Both may run again after a crash. */
@ActivityInterface
public interface FanOutActivities {

  /**
   * Attempts deliveries of the range once each, many side by side, for about half a minute. What is
   * not SENT by that gets a {@code DeliveryWorkflow} of its own; what is settled is passed over.
   */
  @ActivityMethod(name = "deliverRange")
  FanOutStep deliverRange(EventRef event, FanOutRange range);

  /** Records that the workflow was cancelled: deliveries that nobody tried yet are CANCELLED. */
  @ActivityMethod(name = "callOffRest")
  void callOffRest(EventRef event);
}
