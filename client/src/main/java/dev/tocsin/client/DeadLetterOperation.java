package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order for many dead letters, and how far it is.
 *
 * @param matching how many there were when it began
 * @param done redriven or discarded so far
 * @param skipped left as they are so far
 * @param by who ordered it
 * @param finishedAt null while it runs
 * @param cancelledBy the key that called it off, or {@code temporal}; null where nobody did
 */
public record DeadLetterOperation(
    String operationId,
    Order order,
    Status status,
    int matching,
    int done,
    Skipped skipped,
    String reason,
    By by,
    DeadLetterFilter filter,
    int ratePerSecond,
    int most,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant finishedAt,
    @Nullable String cancelledBy) {

  /** What is done with each. */
  public enum Order {
    REDRIVE,
    DISCARD,
    /** A newer server's word. */
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /** How far it is. */
  public enum Status {
    RUNNING,
    COMPLETED,
    CANCELLED,
    /** A newer server's word. */
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /**
   * Dead letters that were left as they are.
   *
   * @param subscriptionDeleted they cannot be redriven
   * @param noLongerDead somebody else redrove or discarded them meanwhile
   */
  public record Skipped(int subscriptionDeleted, int noLongerDead) {
    public int all() {
      return subscriptionDeleted + noLongerDead;
    }
  }

  /** A key, and its name at that time. */
  public record By(String keyId, String name) {}
}
