package dev.tocsin.store.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is known after its making: without the secret.
 *
 * @param expiresAt absent where it does not expire
 * @param revokedAt absent while it is good
 */
public record ApiKey(
    String keyId,
    String tenant,
    String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  public boolean isGood(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
