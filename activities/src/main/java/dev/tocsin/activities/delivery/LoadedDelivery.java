package dev.tocsin.activities.delivery;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;

/** A delivery with all that an attempt needs, as it stands in the database at this moment. */
record LoadedDelivery(Delivery delivery, Event event, Subscription subscription) {}
