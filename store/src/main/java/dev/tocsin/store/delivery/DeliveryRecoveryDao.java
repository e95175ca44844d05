package dev.tocsin.store.delivery;

import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What recovery looks for among deliveries. */
public final class DeliveryRecoveryDao {
  private final Jdbi jdbi;

  public DeliveryRecoveryDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * An open delivery and who should carry it.
   *
   * @param eventWorkflowId the workflow that claimed its event
   */
  public record OpenDelivery(Delivery delivery, @Nullable String eventWorkflowId) {
    /** Since when somebody should have done something to it. */
    Instant due() {
      Instant next = delivery.nextAttemptAt();
      return next == null || next.isBefore(delivery.updatedAt()) ? delivery.updatedAt() : next;
    }
  }

  /**
   * Open deliveries that nothing happened to since {@code before} although they were due, those
   * first that were due first.
   *
   * @param after the last one of the page before; null for the first page
   */
  public List<OpenDelivery> overdue(Instant before, @Nullable OpenDelivery after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT d.*, e.workflow_id FROM (SELECT "
                        + DeliveryRows.COLUMNS
                        + """
                         FROM delivery
                          WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING')
                            AND greatest(updated_at, next_attempt_at) <= :before
                            AND (greatest(updated_at, next_attempt_at), delivery_id)
                              > (:due, :after)
                          ORDER BY greatest(updated_at, next_attempt_at), delivery_id
                          LIMIT :limit) d
                        LEFT JOIN event e ON e.event_id = d.event_id AND e.day = d.day
                        ORDER BY greatest(d.updated_at, d.next_attempt_at), d.delivery_id""")
                .bind("before", before)
                .bind("due", after == null ? Instant.EPOCH : after.due())
                .bind("after", after == null ? "" : after.delivery().deliveryId())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new OpenDelivery(
                            DeliveryRows.map(row, context), row.getString("workflow_id")))
                .list());
  }

  /**
   * WAITING deliveries whose subscription is in force again and whose circuit is closed, oldest
   * first. Goes from one waiting subscription to the next, so that the many deliveries of one that
   * stays paused cost nothing.
   */
  public List<Delivery> resumable(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH RECURSIVE waiting (subscription_id) AS (
                      SELECT min(subscription_id) FROM delivery WHERE status = 'WAITING'
                      UNION ALL
                      SELECT (SELECT min(d.subscription_id) FROM delivery d
                        WHERE d.status = 'WAITING' AND d.subscription_id > w.subscription_id)
                      FROM waiting w WHERE w.subscription_id IS NOT NULL
                    )
                    SELECT d.* FROM waiting
                    CROSS JOIN LATERAL (SELECT\s"""
                        + DeliveryRows.COLUMNS
                        + """
                         FROM delivery
                      WHERE status = 'WAITING' AND subscription_id = waiting.subscription_id
                        AND (SELECT active AND NOT deleted FROM subscription s
                          WHERE s.subscription_id = waiting.subscription_id)
                        AND NOT EXISTS (SELECT FROM circuit c
                          WHERE c.subscription_id = waiting.subscription_id
                            AND c.state <> 'CLOSED')
                      ORDER BY created_at LIMIT :limit) d
                    ORDER BY d.created_at LIMIT :limit""")
                .bind("limit", limit)
                .map(DeliveryRows::map)
                .list());
  }
}
