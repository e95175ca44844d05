package dev.tocsin.api.subscription;

import dev.tocsin.activities.signing.Ed25519Key;
import dev.tocsin.activities.signing.SigningKey;
import dev.tocsin.activities.signing.WebhookSecret;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.Subscription;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the deliveries of a subscription are signed by.
 *
 * @param secret for {@code v1}; absent where only {@code v1a} is asked for
 * @param publicKey for {@code v1a}; absent where it is not asked for
 * @param createdAt of the latest of them
 * @param previousUntil until when earlier ones sign as well; absent where none does
 */
record SecretAnswer(
    String subscriptionId,
    @Nullable String secret,
    @Nullable String publicKey,
    String createdAt,
    @Nullable String previousUntil) {

  /**
   * @param keys that sign now, the current one of each scheme first
   */
  static SecretAnswer of(Subscription subscription, List<SigningKey> keys, Instant now) {
    List<SealedKey> sealed = subscription.signing().keysAt(now);
    return new SecretAnswer(
        subscription.subscriptionId(),
        keys.stream()
            .filter(WebhookSecret.class::isInstance)
            .findFirst()
            .map(key -> ((WebhookSecret) key).text())
            .orElse(null),
        keys.stream()
            .filter(Ed25519Key.class::isInstance)
            .findFirst()
            .map(key -> ((Ed25519Key) key).publicText())
            .orElse(null),
        Timestamps.iso(
            sealed.stream().map(SealedKey::createdAt).max(Comparator.naturalOrder()).orElse(now)),
        sealed.stream()
            .map(SealedKey::expiresAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(Timestamps::iso)
            .orElse(null));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SecretAnswer[" + subscriptionId + "]";
  }
}
