package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads deliveries and their attempts for operators, and takes their orders. */
public final class DeliveryDao {
  private final Jdbi jdbi;

  public DeliveryDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The tenant's delivery of that id; the newest, should an old event id have been used anew. */
  public Optional<Delivery> find(String tenant, String deliveryId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DeliveryRows.COLUMNS
                        + " FROM delivery WHERE delivery_id = :id AND tenant = :tenant"
                        + " ORDER BY day DESC LIMIT 1")
                .bind("id", deliveryId)
                .bind("tenant", tenant)
                .map(DeliveryRows::map)
                .findOne());
  }

  /** All deliveries of an event, oldest first; at most {@code limit}. */
  public List<Delivery> ofEvent(String eventId, LocalDate day, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + DeliveryRows.COLUMNS
                        + " FROM delivery WHERE event_id = :id AND day = :day"
                        + " ORDER BY created_at, delivery_id LIMIT :limit")
                .bind("id", eventId)
                .bind("day", day)
                .bind("limit", limit)
                .map(DeliveryRows::map)
                .list());
  }

  /** The attempts of these deliveries, in order. */
  public List<Attempt> attempts(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle -> {
          var query =
              handle.createQuery(
                  """
                  SELECT delivery_id, attempt, round, at, duration_ms, http_status, error, response
                  FROM attempt
                  WHERE (delivery_id, day) IN (SELECT * FROM unnest(:ids, :days))
                  ORDER BY delivery_id, attempt""");
          DeliveryKeys.bind(query, deliveries.stream().map(Delivery::key).toList());
          return query
              .map(
                  (row, context) ->
                      new Attempt(
                          row.getString("delivery_id"),
                          row.getInt("attempt"),
                          row.getInt("round"),
                          Rows.instant(row, "at"),
                          row.getInt("duration_ms"),
                          Rows.nullableInt(row, "http_status"),
                          row.getString("error"),
                          row.getString("response")))
              .list();
        });
  }

  /** The tenant's deliveries, newest first. */
  public Page<Delivery> list(String tenant, DeliveryFilter filter, Page.Cursor after, int limit) {
    return page(tenant, filter, "created_at", after, limit);
  }

  /** The tenant's dead letters, the last that died first; the filter's status does not count. */
  public Page<Delivery> deadLetters(
      String tenant, DeliveryFilter filter, Page.Cursor after, int limit) {
    DeliveryFilter dead =
        new DeliveryFilter(
            DeliveryStatus.DEAD, filter.subscriptionId(), filter.eventType(), filter.since());
    return page(tenant, dead, "settled_at", after, limit);
  }

  private Page<Delivery> page(
      String tenant, DeliveryFilter filter, String order, Page.Cursor after, int limit) {
    Listing listing =
        new Listing(DeliveryRows.COLUMNS, "delivery", order, "delivery_id", after)
            .and("tenant = ?", tenant);
    if (filter.status() != null) {
      // Spelled out, not bound, so that the planner sees that a partial index fits.
      listing.and("status = '" + filter.status().name() + "'");
    }
    return listing
        .and("subscription_id = ?", filter.subscriptionId())
        .and("event_type = ?", filter.eventType())
        .and(order + " >= ?", filter.since())
        .page(
            jdbi,
            limit,
            DeliveryRows::map,
            row -> {
              Instant at = order.equals("settled_at") ? row.settledAt() : row.createdAt();
              return new Page.Cursor(Objects.requireNonNull(at), row.deliveryId());
            });
  }

  /**
   * Cancels a delivery that is not settled yet.
   *
   * @return false where it was settled meanwhile
   */
  public boolean cancel(Delivery delivery, String reason, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE delivery SET status = 'CANCELLED', reason = :reason,
                          next_attempt_at = NULL, updated_at = :now, settled_at = :now
                        WHERE delivery_id = :id AND day = :day
                          AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')""")
                    .bind("reason", reason)
                    .bind("now", now)
                    .bind("id", delivery.deliveryId())
                    .bind("day", delivery.key().day())
                    .execute()
                == 1);
  }

  /**
   * Makes a delivery that waits for its next attempt due at once.
   *
   * @return false where it waits for none any more
   */
  public boolean makeDue(Delivery delivery, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE delivery SET next_attempt_at = :now, updated_at = :now
                        WHERE delivery_id = :id AND day = :day
                          AND status IN ('SCHEDULED', 'RETRYING')""")
                    .bind("now", now)
                    .bind("id", delivery.deliveryId())
                    .bind("day", delivery.key().day())
                    .execute()
                == 1);
  }
}
