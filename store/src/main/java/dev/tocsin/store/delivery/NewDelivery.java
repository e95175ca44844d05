package dev.tocsin.store.delivery;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import java.time.Instant;

/** A match that becomes a delivery. */
public record NewDelivery(Event event, Subscription subscription) {
  public DeliveryKey key() {
    return new DeliveryKey(
        Identity.deliveryId(event.eventId(), subscription.subscriptionId()), event.day());
  }

  /** The delivery as it is inserted. */
  public Delivery asPending(Instant now) {
    return new Delivery(
        key(),
        event.eventId(),
        subscription.subscriptionId(),
        event.tenant(),
        event.type(),
        event.eventType(),
        event.severity(),
        subscription.channel(),
        subscription.target(),
        DeliveryStatus.PENDING,
        null,
        null,
        1,
        0,
        0,
        null,
        now,
        now,
        null,
        null);
  }
}
