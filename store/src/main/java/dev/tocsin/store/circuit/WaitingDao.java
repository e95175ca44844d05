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
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that wait for a target. Where deliveries are named, a column with {@code || ''} is
 * compared by no index: a plan that is older than the rows would go through all that wait, where
 * their keys find them.
 */
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
   * @return those that wait now
   */
  public Held hold(Set<String> subscriptionIds, List<DeliveryKey> deliveries, Instant now) {
    return jdbi.withHandle(
        handle -> {
          var query =
              handle.createQuery(
                  """
                  WITH held AS MATERIALIZED (
                    SELECT subscription_id, state = 'LIMITED' AND next_probe_at IS NULL AS asleep
                    FROM circuit
                    WHERE subscription_id = ANY (:subscriptionIds) AND state <> 'CLOSED'
                    ORDER BY subscription_id FOR SHARE
                  ), locked AS MATERIALIZED (
                    SELECT delivery_id, day FROM delivery
                    WHERE (delivery_id, day) IN (SELECT * FROM unnest(:ids, :days))
                      AND subscription_id || '' IN (SELECT subscription_id FROM held)
                      AND status || '' IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')
                    ORDER BY delivery_id FOR UPDATE
                  )
                  UPDATE delivery d SET status = 'WAITING', updated_at = :now FROM locked, held
                  WHERE d.delivery_id = locked.delivery_id AND d.day = locked.day
                    AND d.subscription_id = held.subscription_id
                  RETURNING d.delivery_id, d.subscription_id, held.asleep""");
          bindColumn(query, "ids", String.class, deliveries, DeliveryKey::deliveryId);
          bindColumn(query, "days", LocalDate.class, deliveries, DeliveryKey::day);
          return Held.read(
              query
                  .bindArray("subscriptionIds", String.class, subscriptionIds.toArray())
                  .bind("now", now));
        });
  }

  /** In which order what waits goes out. */
  public enum Order {
    AGE("created_at, delivery_id"),
    /** The most urgent first; of the same severity the oldest. */
    URGENCY(
        "array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity),"
            + " created_at, delivery_id");

    private final String columns;

    Order(String columns) {
      this.columns = columns;
    }
  }

  /**
   * The next deliveries to go out, in their order.
   *
   * @param except the ids of some that are under way already
   */
  public List<DeliveryKey> next(String subscriptionId, Order order, Set<String> except, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT delivery_id, day FROM delivery"
                        + " WHERE status = 'WAITING' AND subscription_id = :id"
                        + " AND delivery_id <> ALL (:except) ORDER BY "
                        + order.columns
                        + " LIMIT :limit")
                .bind("id", subscriptionId)
                .bindArray("except", String.class, except.toArray())
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

  /**
   * A delivery that goes back to its own schedule.
   *
   * @param next when it is due; absent: as its row says
   */
  public record PutBack(DeliveryKey key, @Nullable Instant next) {}

  /** Those of the deliveries that wait are again tried by their own schedules. */
  public void putBack(List<PutBack> deliveries, Instant now) {
    jdbi.useHandle(
        handle -> {
          var update =
              handle.createUpdate(
                  """
                  UPDATE delivery d SET updated_at = :now,
                    status = CASE WHEN d.round_attempts = 0 THEN 'SCHEDULED' ELSE 'RETRYING' END,
                    next_attempt_at = coalesce(row.next, d.next_attempt_at)
                  FROM unnest(:ids, :days, :nexts) AS row (delivery_id, day, next)
                  WHERE d.delivery_id = row.delivery_id AND d.day = row.day
                    AND d.status || '' = 'WAITING'""");
          bindColumn(update, "ids", String.class, deliveries, each -> each.key().deliveryId());
          bindColumn(update, "days", LocalDate.class, deliveries, each -> each.key().day());
          bindColumn(update, "nexts", Instant.class, deliveries, PutBack::next);
          update.bind("now", now).execute();
        });
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
