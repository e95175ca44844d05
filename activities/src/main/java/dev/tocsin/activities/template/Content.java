package dev.tocsin.activities.template;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription wants to be told in place of the default.
 *
 * @param transform goes before the template's body
 */
public record Content(MessageTemplate template, @Nullable InputTransform transform) {
  /** Everything in the default way. */
  public static final Content DEFAULT = new Content(MessageTemplate.NONE, null);

  /** What it makes of one event. */
  public Message of(Event event, Subscription subscription, String deliveryId) {
    return new Message(this, event, subscription, deliveryId);
  }
}
