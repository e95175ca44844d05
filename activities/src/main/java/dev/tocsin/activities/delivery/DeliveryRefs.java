package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.store.delivery.Delivery;

/** Makes what Temporal may hold of a delivery. */
public final class DeliveryRefs {
  private final ChannelRegistry channels;

  public DeliveryRefs(ChannelRegistry channels) {
    this.channels = channels;
  }

  /** What Temporal may hold of the target of a subscription. */
  public TargetRef target(Subscription subscription) {
    return new TargetRef(
        subscription.subscriptionId(),
        subscription.tenant(),
        subscription.channel(),
        where(subscription.channel(), subscription.target()));
  }

  public DeliveryRef of(Delivery delivery) {
    return new DeliveryRef(
        delivery.key(),
        delivery.eventId(),
        delivery.subscriptionId(),
        delivery.tenant(),
        delivery.type(),
        delivery.severity(),
        delivery.channel(),
        where(delivery.channel(), delivery.target()),
        delivery.status());
  }

  String where(String channel, String target) {
    return channels.find(channel).map(known -> known.where(target)).orElse("");
  }
}
