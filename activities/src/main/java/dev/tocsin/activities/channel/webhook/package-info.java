/**
 * WEBHOOK: an event as a JSON POST to the subscriber's URL, in the form that subscribers have
 * always received, under a {@code webhook-id} that is the same in every attempt.
 */
@NullMarked
package dev.tocsin.activities.channel.webhook;

import org.jspecify.annotations.NullMarked;
