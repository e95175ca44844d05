package dev.tocsin.client;

import org.jspecify.annotations.Nullable;

/**
 * That a subscription is in force.
 *
 * @param status {@code active} or {@code paused}
 * @param message a sentence for people
 * @param secret {@code whsec_}…, by which a receiver checks signatures; null where its channel does
 *     not sign
 * @param publicKey {@code whpk_}…, for {@code v1a}; null where that was not asked for
 */
public record SubscriptionCreated(
    String subscriptionId,
    String status,
    String message,
    @Nullable String secret,
    @Nullable String publicKey) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SubscriptionCreated[%s, %s]".formatted(subscriptionId, status);
  }
}
