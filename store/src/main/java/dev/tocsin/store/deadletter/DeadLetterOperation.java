package dev.tocsin.store.deadletter;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterRun;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.store.database.Page;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order for many dead letters, and how far it is.
 *
 * @param reason why it was given
 * @param keyId who gave it: the API key
 * @param keyName the key's name at that time
 * @param ratePerSecond how many it takes in a second at most, 1 to 1,000
 * @param most how many it takes in all at most, 1 to {@link #MOST}
 * @param counts what it took so far
 * @param after the last dead letter that it looked at, the oldest first
 * @param startedAt only what had died by then is taken
 * @param finishedAt absent while it runs
 * @param cancelledBy the key that called it off, or {@code temporal}; absent where nobody did
 */
public record DeadLetterOperation(
    String operationId,
    String tenant,
    DeadLetterOrder order,
    DeadLetterFilter filter,
    String reason,
    String keyId,
    String keyName,
    int ratePerSecond,
    int most,
    OperationStatus status,
    Counts counts,
    Page.Cursor after,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant finishedAt,
    @Nullable String cancelledBy) {

  /** More than this no operation takes, and none counts beforehand. */
  public static final int MOST = 1_000_000;

  /**
   * How many dead letters.
   *
   * @param matching there were when it began, not more than it may take
   * @param done redriven or discarded
   * @param subscriptionDeleted left as they are: nothing can be redriven to a deleted subscription
   * @param noLongerDead left as they are: somebody else redrove or discarded them meanwhile
   */
  public record Counts(int matching, int done, int subscriptionDeleted, int noLongerDead) {
    public int skipped() {
      return subscriptionDeleted + noLongerDead;
    }
  }

  public DeadLetterRun run() {
    return new DeadLetterRun(operationId, tenant, order, ratePerSecond);
  }
}
