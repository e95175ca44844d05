package dev.tocsin.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the deliveries of a subscription are signed by.
 *
 * @param secret {@code whsec_}…; null where only {@code v1a} is asked for
 * @param publicKey {@code whpk_}…, for {@code v1a}; null where that is not asked for
 * @param previousUntil until when earlier ones sign as well; null where none does
 */
public record SubscriptionSecret(
    String subscriptionId,
    @Nullable String secret,
    @Nullable String publicKey,
    Instant createdAt,
    @Nullable Instant previousUntil) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SubscriptionSecret[%s, previousUntil=%s]".formatted(subscriptionId, previousUntil);
  }
}
