package dev.tocsin.store.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is known after its making: without the secret.
 *
 * @param roles one at least
 * @param usageId what its use is counted on: its own id, or that of the key which it replaces
 * @param expiresAt absent where it does not expire
 * @param revokedAt absent while it is good
 * @param replacedBy the key that rotation made of this one; absent where there is none
 */
public record ApiKey(
    String keyId,
    String tenant,
    String name,
    Set<Role> roles,
    Plan plan,
    String usageId,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable String replacedBy) {

  /** Whether it opens anything. */
  public enum State {
    ACTIVE,
    EXPIRED,
    REVOKED
  }

  public State state(Instant now) {
    if (revokedAt != null) {
      return State.REVOKED;
    }
    return expiresAt == null || now.isBefore(expiresAt) ? State.ACTIVE : State.EXPIRED;
  }

  public boolean isGood(Instant now) {
    return state(now) == State.ACTIVE;
  }
}
