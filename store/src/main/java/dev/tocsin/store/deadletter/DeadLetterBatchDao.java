package dev.tocsin.store.deadletter;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryKeys;
import dev.tocsin.store.delivery.DeliveryRows;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Carries out an operation's order for its next dead letters. They, the counts and the cursor
 * change in one short commit, which holds the operation's row: a batch that runs twice, or twice at
 * once, takes none twice and counts each once.
 */
public final class DeadLetterBatchDao {
  private static final String REDRIVE =
      "status = 'PENDING', round = d.round + 1, round_attempts = 0, settled_at = NULL,"
          + " round_at = :now";
  private static final String DISCARD = "status = 'CANCELLED', reason = :reason, settled_at = :now";

  private final Jdbi jdbi;

  public DeadLetterBatchDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * What came of a batch.
   *
   * @param operation as it is afterwards
   * @param taken how many dead letters were looked at
   * @param changed those that are PENDING or CANCELLED now
   */
  public record Batch(DeadLetterOperation operation, int taken, List<Delivery> changed) {}

  /** A dead letter of a batch, and whether its subscription was deleted. */
  private record DeadLetter(Delivery delivery, boolean orphaned) {}

  /**
   * Takes the next dead letters, the oldest first.
   *
   * @param most how many
   * @return nothing taken where the operation runs no more; empty where it is unknown
   */
  public Optional<Batch> take(String operationId, int most, Instant now) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DeadLetterOperationRows.COLUMNS
                        + " FROM dead_letter_operation WHERE operation_id = :id FOR UPDATE")
                .bind("id", operationId)
                .map(DeadLetterOperationRows::map)
                .findOne()
                .map(
                    operation ->
                        operation.status() == OperationStatus.RUNNING
                            ? take(handle, operation, most, now)
                            : new Batch(operation, 0, List.of())));
  }

  private static Batch take(Handle handle, DeadLetterOperation operation, int most, Instant now) {
    Counts before = operation.counts();
    int left = operation.most() - before.done() - before.skipped();
    int limit = Math.min(most, left);
    List<DeadLetter> page = page(handle, operation, limit);
    boolean redrives = operation.order() == DeadLetterOrder.REDRIVE;
    List<DeliveryKey> keys =
        page.stream()
            .filter(each -> !(redrives && each.orphaned()))
            .map(each -> each.delivery().key())
            .toList();
    List<Delivery> changed = keys.isEmpty() ? List.of() : change(handle, operation, keys, now);
    Counts after =
        new Counts(
            before.matching(),
            before.done() + changed.size(),
            before.subscriptionDeleted() + page.size() - keys.size(),
            before.noLongerDead() + keys.size() - changed.size());
    boolean last = page.size() < limit || page.size() == left;
    Page.Cursor cursor = page.isEmpty() ? operation.after() : cursor(page.get(page.size() - 1));
    DeadLetterOperation written =
        write(handle, operation, last ? atTheEnd(after) : after, cursor, last, now);
    return new Batch(written, page.size(), changed);
  }

  /** What others redrove or discarded before it was looked at was not seen here. */
  private static Counts atTheEnd(Counts counts) {
    return new Counts(
        counts.matching(),
        counts.done(),
        counts.subscriptionDeleted(),
        Math.max(
            counts.noLongerDead(),
            counts.matching() - counts.done() - counts.subscriptionDeleted()));
  }

  private static Page.Cursor cursor(DeadLetter last) {
    return new Page.Cursor(
        Objects.requireNonNull(last.delivery().settledAt()), last.delivery().deliveryId());
  }

  private static List<DeadLetter> page(Handle handle, DeadLetterOperation operation, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                , (SELECT s.deleted FROM subscription s
                   WHERE s.subscription_id = delivery.subscription_id) AS orphaned
                FROM delivery
                WHERE tenant = :tenant AND status = 'DEAD'
                  AND (settled_at, delivery_id) > (:afterAt, :afterId) AND settled_at <= :by"""
                + operation.filter().conditions()
                + " ORDER BY settled_at, delivery_id LIMIT :limit")
        .bind("tenant", operation.tenant())
        .bind("afterAt", operation.after().at())
        .bind("afterId", operation.after().id())
        .bind("by", operation.startedAt())
        .bind("limit", limit)
        .bindMap(operation.filter().values())
        .map(
            (row, context) ->
                new DeadLetter(DeliveryRows.map(row, context), row.getBoolean("orphaned")))
        .list();
  }

  /** Locks in the order of ids, as the record of attempts does, and looks again. */
  private static List<Delivery> change(
      Handle handle, DeadLetterOperation operation, List<DeliveryKey> keys, Instant now) {
    boolean redrives = operation.order() == DeadLetterOrder.REDRIVE;
    var query =
        handle
            .createQuery(
                """
                WITH dead (id, on_day) AS (
                  SELECT delivery_id, day FROM delivery
                  WHERE (delivery_id, day) IN (SELECT * FROM unnest(:ids, :days))
                    AND status = 'DEAD' AND settled_at <= :by
                  ORDER BY delivery_id FOR UPDATE
                )
                UPDATE delivery d SET next_attempt_at = NULL, updated_at = :now,
                  operation_id = :operationId,\s"""
                    + (redrives ? REDRIVE : DISCARD)
                    + " FROM dead WHERE d.delivery_id = dead.id AND d.day = dead.on_day RETURNING "
                    + DeliveryRows.COLUMNS)
            .bind("by", operation.startedAt())
            .bind("now", now)
            .bind("operationId", operation.operationId());
    if (!redrives) {
      query.bind("reason", "Discarded by " + operation.keyName() + ": " + operation.reason());
    }
    return DeliveryKeys.bind(query, keys).map(DeliveryRows::map).list();
  }

  private static DeadLetterOperation write(
      Handle handle,
      DeadLetterOperation operation,
      Counts counts,
      Page.Cursor cursor,
      boolean last,
      Instant now) {
    return handle
        .createQuery(
            """
            UPDATE dead_letter_operation SET done = :done, subscription_deleted = :deleted,
              no_longer_dead = :gone, after_settled_at = :afterAt, after_delivery_id = :afterId,
              updated_at = :now,
              status = CASE WHEN :last THEN 'COMPLETED' ELSE status END,
              finished_at = CASE WHEN :last THEN :now END
            WHERE operation_id = :id RETURNING\s"""
                + DeadLetterOperationRows.COLUMNS)
        .bind("done", counts.done())
        .bind("deleted", counts.subscriptionDeleted())
        .bind("gone", counts.noLongerDead())
        .bind("afterAt", cursor.at())
        .bind("afterId", cursor.id())
        .bind("now", now)
        .bind("last", last)
        .bind("id", operation.operationId())
        .map(DeadLetterOperationRows::map)
        .one();
  }
}
