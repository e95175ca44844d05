package dev.tocsin.store.circuit;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** The deliveries that wait for a target. */
public final class WaitingDao {
  private final Jdbi jdbi;
  private final SystemEventLog systemEvents;

  /** One whose system events recovery starts. */
  public WaitingDao(Database database) {
    this(database, SystemEventLog.leftToRecovery());
  }

  public WaitingDao(Database database, SystemEventLog systemEvents) {
    this.jdbi = database.jdbi();
    this.systemEvents = systemEvents;
  }

  /**
   * Makes those of the deliveries WAITING that are not settled and whose circuit is not closed. The
   * circuit is share-locked, so that whoever closes it sees them or comes before.
   *
   * @return the ids of those that wait now
   */
  public Set<String> hold(Set<String> subscriptionIds, List<DeliveryKey> deliveries, Instant now) {
    return jdbi.withHandle(
        handle -> {
          var query =
              handle.createQuery(
                  """
                  WITH held AS MATERIALIZED (
                    SELECT subscription_id FROM circuit
                    WHERE subscription_id = ANY (:subscriptionIds) AND state <> 'CLOSED'
                    ORDER BY subscription_id FOR SHARE
                  ), locked AS MATERIALIZED (
                    SELECT delivery_id, day FROM delivery
                    WHERE (delivery_id, day) IN (SELECT * FROM unnest(:ids, :days))
                      AND subscription_id IN (SELECT subscription_id FROM held)
                      AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')
                    ORDER BY delivery_id FOR UPDATE
                  )
                  UPDATE delivery d SET status = 'WAITING', updated_at = :now FROM locked
                  WHERE d.delivery_id = locked.delivery_id AND d.day = locked.day
                  RETURNING d.delivery_id""");
          bindColumn(query, "ids", String.class, deliveries, DeliveryKey::deliveryId);
          bindColumn(query, "days", LocalDate.class, deliveries, DeliveryKey::day);
          return query
              .bindArray("subscriptionIds", String.class, subscriptionIds.toArray())
              .bind("now", now)
              .mapTo(String.class)
              .set();
        });
  }

  /** The oldest deliveries that wait, in their order. */
  public List<DeliveryKey> oldest(String subscriptionId, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT delivery_id, day FROM delivery
                    WHERE status = 'WAITING' AND subscription_id = :id
                    ORDER BY created_at, delivery_id LIMIT :limit""")
                .bind("id", subscriptionId)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new DeliveryKey(row.getString("delivery_id"), Rows.day(row, "day")))
                .list());
  }

  /** How many wait. */
  public long count(String subscriptionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM delivery"
                        + " WHERE status = 'WAITING' AND subscription_id = :id")
                .bind("id", subscriptionId)
                .mapTo(Long.class)
                .one());
  }

  /** Makes dead letters of those that wait and whose round began before {@code before}. */
  public int giveUp(String subscriptionId, Instant before, String reason, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          List<DeliveryKey> dead =
              handle
                  .createQuery(
                      """
                    UPDATE delivery SET status = 'DEAD', reason = :reason, next_attempt_at = NULL,
                      updated_at = :now, settled_at = :now
                    WHERE (delivery_id, day) IN (
                      SELECT delivery_id, day FROM delivery
                      WHERE status = 'WAITING' AND subscription_id = :id AND created_at < :before
                        AND coalesce(round_at, created_at) < :before
                      ORDER BY delivery_id FOR UPDATE)
                    RETURNING delivery_id, day""")
                  .bind("id", subscriptionId)
                  .bind("before", before)
                  .bind("reason", reason)
                  .bind("now", now)
                  .map(
                      (row, context) ->
                          new DeliveryKey(row.getString("delivery_id"), Rows.day(row, "day")))
                  .list();
          if (!dead.isEmpty()) {
            systemEvents.deadLettered(handle, dead, now);
          }
          return dead.size();
        });
  }
}
