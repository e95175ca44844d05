package dev.tocsin.contract.event;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.EventGroup;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** The local activities of {@link EventWorkflow}. Both may run again after a crash. */
@ActivityInterface
public interface EventActivities {

  /**
   * Claims the group's events, matches them and records their deliveries, all in one transaction.
   * Events that another workflow claimed are left out; events that this one had claimed before come
   * back with the deliveries that were recorded then.
   *
   * <p>Fails for good only where a group of several could not be matched although the database
   * answered: one of them may be at fault, and they are to be matched one by one.
   */
  @ActivityMethod(name = "match")
  MatchedGroup match(EventGroup group);

  /**
   * Attempts each of these deliveries once, side by side, and records what came of it. What is
   * recorded as tried is not tried again.
   *
   * @param batch at most 100
   * @return only what was not SENT and needs a workflow of its own
   */
  @ActivityMethod(name = "deliver")
  List<DeliveryRef> deliver(List<DeliveryKey> batch);
}
