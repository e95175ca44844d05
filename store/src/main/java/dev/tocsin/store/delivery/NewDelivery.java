package dev.tocsin.store.delivery;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;

/** A match that becomes a delivery. */
public record NewDelivery(Event event, Subscription subscription) {
  public DeliveryKey key() {
    return new DeliveryKey(
        Identity.deliveryId(event.eventId(), subscription.subscriptionId()), event.day());
  }
}
