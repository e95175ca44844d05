package dev.tocsin.contract.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to sign by, encrypted: what the database holds of it.
 *
 * @param sealed opens only under a key of the processes and for the subscription that it belongs to
 * @param createdAt to the millisecond
 * @param expiresAt from then on nothing is signed by it; absent: it is the current one
 */
public record SealedKey(
    SignatureScheme scheme, String sealed, Instant createdAt, @Nullable Instant expiresAt) {

  /** Whether deliveries are signed by it at that time. */
  public boolean signsAt(Instant time) {
    return expiresAt == null || time.isBefore(expiresAt);
  }

  /** Whether it is not on its way out. */
  public boolean isCurrent() {
    return expiresAt == null;
  }

  /** The same, for no longer than until then. */
  public SealedKey until(Instant end) {
    Instant sooner = expiresAt != null && expiresAt.isBefore(end) ? expiresAt : end;
    return new SealedKey(scheme, sealed, createdAt, sooner);
  }

  /** Without the key, although it is encrypted. */
  @Override
  public String toString() {
    return "SealedKey[" + scheme + ", " + createdAt + ", " + expiresAt + "]";
  }
}
