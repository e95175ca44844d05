package dev.tocsin.store.deadletter;

import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Begins, shows and calls off operations on many dead letters. */
public final class DeadLetterOperationDao {
  private static final int RUNNING_AT_ONCE = 1_000;

  private final Jdbi jdbi;

  public DeadLetterOperationDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * How many dead letters of a tenant a filter names, up to {@code most}.
   *
   * @param by only those that had died by then
   */
  public int count(String tenant, DeadLetterFilter filter, Instant by, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM (SELECT FROM delivery
                      WHERE tenant = :tenant AND status = 'DEAD' AND settled_at <= :by"""
                        + filter.conditions()
                        + " LIMIT :most) AS counted")
                .bind("tenant", tenant)
                .bind("by", by)
                .bind("most", most)
                .bindMap(filter.values())
                .mapTo(Integer.class)
                .one());
  }

  public void insert(DeadLetterOperation operation) {
    jdbi.useHandle(handle -> DeadLetterOperationRows.insert(handle, operation));
  }

  public Optional<DeadLetterOperation> find(String tenant, String operationId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DeadLetterOperationRows.COLUMNS
                        + " FROM dead_letter_operation"
                        + " WHERE operation_id = :id AND tenant = :tenant")
                .bind("id", operationId)
                .bind("tenant", tenant)
                .map(DeadLetterOperationRows::map)
                .findOne());
  }

  /** The tenant's operations, the last that began first. */
  public Page<DeadLetterOperation> list(String tenant, Page.Cursor after, int limit) {
    return new Listing(
            DeadLetterOperationRows.COLUMNS,
            "dead_letter_operation",
            "started_at",
            "operation_id",
            after)
        .and("tenant = ?", tenant)
        .page(
            jdbi,
            limit,
            DeadLetterOperationRows::map,
            row -> new Page.Cursor(row.startedAt(), row.operationId()));
  }

  /** Running operations of all tenants of which nothing was heard since {@code before}. */
  public List<DeadLetterOperation> silent(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DeadLetterOperationRows.COLUMNS
                        + " FROM dead_letter_operation"
                        + " WHERE status = 'RUNNING' AND updated_at <= :before"
                        + " ORDER BY updated_at LIMIT :most")
                .bind("before", before)
                .bind("most", RUNNING_AT_ONCE)
                .map(DeadLetterOperationRows::map)
                .list());
  }

  /**
   * Calls off an operation: not one dead letter is taken after this.
   *
   * @param by the key that does it
   * @return false where it runs no more
   */
  public boolean cancel(String operationId, String by, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE dead_letter_operation SET status = :cancelled, cancelled_by = :by,
                          updated_at = :now, finished_at = :now
                        WHERE operation_id = :id AND status = 'RUNNING'""")
                    .bind("cancelled", OperationStatus.CANCELLED.name())
                    .bind("by", by)
                    .bind("now", now)
                    .bind("id", operationId)
                    .execute()
                == 1);
  }
}
