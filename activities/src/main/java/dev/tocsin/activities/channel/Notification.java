package dev.tocsin.activities.channel;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;

/**
 * What is to be delivered: an event, to a subscription as it is at this moment.
 *
 * @param deliveryId the same in every attempt and redrive: receivers tell duplicates by it
 * @param attempt from 1, over all rounds
 * @param signer signs what this attempt sends, where the channel {@linkplain Channel#signs() signs}
 * @param test sent by hand to try the subscription out: nobody published the event, and a channel
 *     whose messages have headers marks it there
 */
public record Notification(
    String deliveryId,
    int attempt,
    Event event,
    Subscription subscription,
    MessageSigner signer,
    boolean test) {}
