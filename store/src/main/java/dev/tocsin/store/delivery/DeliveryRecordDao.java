package dev.tocsin.store.delivery;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Writes deliveries and what comes of them, many rows in one statement. */
public final class DeliveryRecordDao {
  /**
   * Records attempts and moves their deliveries on. What is settled for good stays as it is, a
   * straggler of an earlier round changes nothing but a delivery that it did reach, and a delivery
   * that was put on hold meanwhile stays held. An event whose last delivery this is becomes
   * NOTIFIED.
   */
  private static final String RECORD =
      """
      WITH outcome AS (
        SELECT * FROM unnest(:ids, :days, :eventIds, :rounds, :targets, :ats, :durations,
            :httpStatuses, :errors, :reasons, :responses, :statuses, :nexts)
          AS row (delivery_id, day, event_id, round, target, at, duration_ms, http_status, error,
            reason, response, status, next_attempt_at)
      ), before AS (
        SELECT d.delivery_id, d.day, d.status FROM delivery d
        WHERE (d.delivery_id, d.day) IN (SELECT delivery_id, day FROM outcome)
        ORDER BY d.delivery_id FOR UPDATE
      ), decided AS (
        SELECT o.*, b.status AS old_status,
          CASE
            WHEN b.status IN ('SENT', 'CANCELLED', 'SUPPRESSED', 'DELIVERED', 'BOUNCED') THEN b.status
            WHEN o.status = 'SENT' THEN o.status
            WHEN o.round <> d.round THEN b.status
            WHEN b.status = 'WAITING' AND o.status = 'RETRYING' THEN b.status
            ELSE o.status
          END AS new_status
        FROM outcome o
        JOIN before b ON b.delivery_id = o.delivery_id AND b.day = o.day
        JOIN delivery d ON d.delivery_id = o.delivery_id AND d.day = o.day
      ), moved AS (
        UPDATE delivery d SET
          attempts = d.attempts + 1,
          round_attempts = d.round_attempts + CASE WHEN c.round = d.round THEN 1 ELSE 0 END,
          status = c.new_status,
          target = c.target,
          http_status = c.http_status,
          reason = CASE WHEN d.status = 'CANCELLED' THEN d.reason ELSE c.reason END,
          next_attempt_at =
            CASE WHEN c.new_status IN ('RETRYING', 'WAITING') THEN c.next_attempt_at END,
          updated_at = :now,
          settled_at = CASE
            WHEN c.new_status IN ('SENT', 'DEAD') THEN coalesce(
              CASE WHEN c.new_status = c.old_status THEN d.settled_at END, :now)
            ELSE d.settled_at END
        FROM decided c
        WHERE d.delivery_id = c.delivery_id AND d.day = c.day
        RETURNING d.delivery_id, d.day, d.attempts, d.status, c.old_status
      ), tried AS (
        INSERT INTO attempt (delivery_id, day, attempt, round, at, duration_ms, http_status, error,
          response)
        SELECT o.delivery_id, o.day, m.attempts, o.round, o.at, o.duration_ms, o.http_status,
          o.error, o.response
        FROM outcome o JOIN moved m ON m.delivery_id = o.delivery_id AND m.day = o.day
      ), sent AS (
        SELECT o.event_id, o.day, count(*)::int AS deliveries
        FROM outcome o JOIN moved m ON m.delivery_id = o.delivery_id AND m.day = o.day
        WHERE m.status = 'SENT' AND m.old_status <> 'SENT'
        GROUP BY o.event_id, o.day
      ), locked AS (
        SELECT e.event_id, e.day FROM event e
        WHERE (e.event_id, e.day) IN (SELECT event_id, day FROM sent)
        ORDER BY e.event_id FOR UPDATE
      ), counted AS (
        UPDATE event e SET
          unsent = e.unsent - s.deliveries,
          status = CASE WHEN e.unsent = s.deliveries THEN 'NOTIFIED' ELSE e.status END
        FROM sent s JOIN locked l ON l.event_id = s.event_id AND l.day = s.day
        WHERE e.event_id = s.event_id AND e.day = s.day
      )
      SELECT delivery_id, status FROM moved""";

  private final Jdbi jdbi;

  public DeliveryRecordDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Inserts deliveries as PENDING, within the transaction that claimed their events. */
  public static void insert(Handle handle, List<NewDelivery> deliveries, Instant now) {
    if (deliveries.isEmpty()) {
      return;
    }
    var update =
        handle.createUpdate(
            """
            INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant, type,
              event_type, severity, channel, target, status, created_at, updated_at)
            SELECT delivery_id, day, event_id, subscription_id, tenant, type, event_type, severity,
              channel, target, 'PENDING', :now, :now
            FROM unnest(:ids, :days, :eventIds, :subscriptionIds, :tenants, :types, :eventTypes,
                :severities, :channels, :targets)
              AS row (delivery_id, day, event_id, subscription_id, tenant, type, event_type,
                severity, channel, target)
            ON CONFLICT DO NOTHING""");
    List<Event> events = deliveries.stream().map(NewDelivery::event).toList();
    DeliveryKeys.bind(update, deliveries.stream().map(NewDelivery::key).toList());
    bindColumn(update, "eventIds", String.class, events, Event::eventId);
    bindColumn(
        update,
        "subscriptionIds",
        String.class,
        deliveries,
        delivery -> delivery.subscription().subscriptionId());
    bindColumn(update, "tenants", String.class, events, Event::tenant);
    bindColumn(update, "types", String.class, events, Event::type);
    bindColumn(update, "eventTypes", String.class, events, Event::eventType);
    bindColumn(update, "severities", String.class, events, event -> event.severity().name());
    bindColumn(
        update,
        "channels",
        String.class,
        deliveries,
        delivery -> delivery.subscription().channel());
    bindColumn(
        update, "targets", String.class, deliveries, delivery -> delivery.subscription().target());
    update.bind("now", now).execute();
  }

  /**
   * Records what came of attempts, in one commit.
   *
   * @param outcomes of different deliveries
   * @return what each delivery is now, by its id
   */
  public Map<String, DeliveryStatus> record(List<AttemptOutcome> outcomes, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          var query = handle.createQuery(RECORD).bind("now", now);
          DeliveryKeys.bind(query, outcomes.stream().map(AttemptOutcome::key).toList());
          bindColumn(query, "eventIds", String.class, outcomes, AttemptOutcome::eventId);
          bindColumn(query, "rounds", Integer.class, outcomes, AttemptOutcome::round);
          bindColumn(query, "targets", String.class, outcomes, AttemptOutcome::target);
          bindColumn(query, "ats", Instant.class, outcomes, AttemptOutcome::at);
          bindColumn(query, "durations", Integer.class, outcomes, AttemptOutcome::durationMs);
          bindColumn(query, "httpStatuses", Integer.class, outcomes, AttemptOutcome::httpStatus);
          bindColumn(query, "errors", String.class, outcomes, AttemptOutcome::error);
          bindColumn(query, "reasons", String.class, outcomes, AttemptOutcome::reason);
          bindColumn(query, "responses", String.class, outcomes, AttemptOutcome::response);
          bindColumn(query, "statuses", String.class, outcomes, outcome -> outcome.status().name());
          bindColumn(query, "nexts", Instant.class, outcomes, AttemptOutcome::nextAttemptAt);
          Map<String, DeliveryStatus> statuses = new HashMap<>();
          query
              .map(
                  (row, context) ->
                      statuses.put(
                          row.getString("delivery_id"),
                          DeliveryStatus.valueOf(row.getString("status"))))
              .list();
          return statuses;
        });
  }

  /**
   * Opens the next round of a dead letter. Harmless when repeated.
   *
   * @return whether the delivery is in that round now
   */
  public boolean openRound(DeliveryKey key, int round, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE delivery SET status = 'PENDING', round = :round, round_attempts = 0,
                          next_attempt_at = NULL, settled_at = NULL, updated_at = :now
                        WHERE delivery_id = :id AND day = :day
                          AND round = :round - 1 AND status = 'DEAD'""")
                    .bind("round", round)
                    .bind("now", now)
                    .bind("id", key.deliveryId())
                    .bind("day", key.day())
                    .execute()
                == 1);
  }

  /**
   * Puts an open delivery on hold because its subscription is paused. Share-locks the subscription,
   * so that a resume sees either the hold or comes before it.
   *
   * @return false where the subscription is in force after all, or the delivery was settled
   */
  public boolean hold(DeliveryKey key, String subscriptionId, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          boolean paused =
              handle
                  .createQuery(
                      "SELECT NOT active FROM subscription WHERE subscription_id = :id FOR SHARE")
                  .bind("id", subscriptionId)
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          return paused
              && handle
                      .createUpdate(
                          """
                          UPDATE delivery SET status = 'WAITING', updated_at = :now
                          WHERE delivery_id = :id AND day = :day
                            AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')""")
                      .bind("now", now)
                      .bind("id", key.deliveryId())
                      .bind("day", key.day())
                      .execute()
                  == 1;
        });
  }

  /** A WAITING delivery has a workflow again: it is PENDING, or RETRYING where it was tried. */
  public void resume(DeliveryKey key, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET
                      status = CASE WHEN round_attempts = 0 THEN 'PENDING' ELSE 'RETRYING' END,
                      updated_at = :now
                    WHERE delivery_id = :id AND day = :day AND status = 'WAITING'""")
                .bind("now", now)
                .bind("id", key.deliveryId())
                .bind("day", key.day())
                .execute());
  }

  /** Cancels a delivery that is not settled yet. Harmless when repeated. */
  public void cancel(DeliveryKey key, String reason, Instant now) {
    jdbi.useHandle(
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
                .bind("id", key.deliveryId())
                .bind("day", key.day())
                .execute());
  }

  /** These deliveries as they are recorded. */
  public static List<Delivery> load(Handle handle, List<DeliveryKey> keys) {
    return DeliveryKeys.bind(
            handle.createQuery(
                "SELECT "
                    + DeliveryRows.COLUMNS
                    + " FROM delivery WHERE (delivery_id, day) IN"
                    + " (SELECT * FROM unnest(:ids, :days))"),
            keys)
        .map(DeliveryRows::map)
        .list();
  }

  /** The deliveries of events, as they are recorded. */
  public static List<Delivery> ofEvents(Handle handle, List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    var query =
        handle.createQuery(
            "SELECT "
                + DeliveryRows.COLUMNS
                + " FROM delivery WHERE (event_id, day) IN (SELECT * FROM unnest(:events, :days))"
                + " ORDER BY created_at, delivery_id");
    bindColumn(query, "events", String.class, events, Event::eventId);
    bindColumn(query, "days", LocalDate.class, events, Event::day);
    return query.map(DeliveryRows::map).list();
  }
}
