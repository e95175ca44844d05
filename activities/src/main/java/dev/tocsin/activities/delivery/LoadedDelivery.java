package dev.tocsin.activities.delivery;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.suppression.Suppression;
import org.jspecify.annotations.Nullable;

/**
 * A delivery with all that an attempt needs, as it stands in the database at this moment.
 *
 * @param suppressed why mails do not go to its target; absent where they do, or it is no mail
 */
record LoadedDelivery(
    Delivery delivery,
    Event event,
    Subscription subscription,
    Suppression.@Nullable Reason suppressed) {}
