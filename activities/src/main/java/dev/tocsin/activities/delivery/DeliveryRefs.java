package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.store.delivery.Delivery;

/** Makes what Temporal may hold of a delivery. */
public final class DeliveryRefs {
  private final ChannelRegistry channels;

  public DeliveryRefs(ChannelRegistry channels) {
    this.channels = channels;
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
        channels
            .find(delivery.channel())
            .map(channel -> channel.where(delivery.target()))
            .orElse(""),
        delivery.status());
  }
}
