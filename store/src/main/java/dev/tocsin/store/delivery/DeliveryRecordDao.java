package dev.tocsin.store.delivery;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.circuit.Held;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes deliveries and what comes of them, many rows in one statement. */
public final class DeliveryRecordDao {
  /**
   * In the order of their ids, so that two batches never wait for each other in a circle; and
   * before the statement that decides, so that it sees what the others committed.
   */
  private static final String LOCK =
      """
      SELECT FROM delivery WHERE (delivery_id, day) IN (SELECT * FROM unnest(:ids, :days))
      ORDER BY delivery_id FOR UPDATE""";

  /**
   * Records attempts and moves their deliveries on. An attempt that is recorded already (the commit
   * came through, its answer did not) counts once. What is settled for good stays as it is, a
   * straggler changes nothing but a delivery that it did reach, and a delivery that was put on hold
   * meanwhile stays held. An event whose last delivery this is becomes NOTIFIED. SUPPRESSED is the
   * outcome of an attempt that was not made.
   */
  private static final String RECORD =
      """
      WITH outcome AS (
        SELECT row.*, d.status AS old_status,
          CASE
            WHEN d.status IN ('SENT', 'CANCELLED', 'SUPPRESSED', 'DELIVERED', 'BOUNCED') THEN false
            WHEN row.status = 'SENT' THEN true
            ELSE row.round = d.round AND d.status <> 'DEAD'
          END AS moves
        FROM unnest(:ids, :days, :rounds, :targets, :ats, :durations, :httpStatuses,
            :errors, :reasons, :responses, :statuses, :nexts, :messages)
          AS row (delivery_id, day, round, target, at, duration_ms, http_status, error, reason,
            response, status, next_attempt_at, message_id)
        JOIN delivery d ON d.delivery_id = row.delivery_id AND d.day = row.day
        WHERE NOT EXISTS (SELECT FROM attempt a WHERE a.delivery_id = row.delivery_id
          AND a.day = row.day AND a.round = row.round AND a.at = row.at)
      ), moved AS (
        UPDATE delivery d SET
          attempts = d.attempts + CASE WHEN o.status = 'SUPPRESSED' THEN 0 ELSE 1 END,
          round_attempts = d.round_attempts
            + CASE WHEN o.round = d.round AND o.status <> 'SUPPRESSED' THEN 1 ELSE 0 END,
          updated_at = :now,
          status = CASE WHEN NOT o.moves OR (d.status = 'WAITING' AND o.status = 'RETRYING')
            THEN d.status ELSE o.status END,
          target = CASE WHEN o.moves THEN o.target ELSE d.target END,
          http_status = CASE WHEN o.moves THEN o.http_status ELSE d.http_status END,
          reason = CASE WHEN o.moves THEN o.reason ELSE d.reason END,
          next_attempt_at = CASE WHEN o.moves THEN o.next_attempt_at ELSE d.next_attempt_at END,
          settled_at =
            CASE WHEN o.moves AND o.status IN ('SENT', 'DEAD', 'SUPPRESSED') THEN :now
              ELSE d.settled_at END
        FROM outcome o
        WHERE d.delivery_id = o.delivery_id AND d.day = o.day
        RETURNING d.delivery_id, d.day, d.event_id, d.attempts, d.status, o.old_status
      ), tried AS (
        INSERT INTO attempt (delivery_id, day, attempt, round, at, duration_ms, http_status, error,
          response, message_id)
        SELECT o.delivery_id, o.day, m.attempts, o.round, o.at, o.duration_ms, o.http_status,
          o.error, o.response, o.message_id
        FROM outcome o JOIN moved m ON m.delivery_id = o.delivery_id AND m.day = o.day
        WHERE o.status <> 'SUPPRESSED'
      ), sent AS (
        SELECT event_id, day, count(*)::int AS deliveries FROM moved
        WHERE status IN ('SENT', 'SUPPRESSED') AND old_status NOT IN ('SENT', 'SUPPRESSED')
        GROUP BY event_id, day
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
      SELECT d.delivery_id, d.day, coalesce(m.status, d.status) AS status,
        coalesce(m.status = 'DEAD' AND m.old_status <> 'DEAD', false) AS died,
        coalesce(m.status = 'SENT' AND m.old_status <> 'SENT'
          AND (m.old_status = 'DEAD' OR d.round > 1 AND EXISTS (SELECT FROM attempt a
            WHERE a.delivery_id = d.delivery_id AND a.day = d.day AND a.round < d.round)), false)
          AS recovered
      FROM unnest(:ids, :days) AS row (delivery_id, day)
      JOIN delivery d ON d.delivery_id = row.delivery_id AND d.day = row.day
      LEFT JOIN moved m ON m.delivery_id = d.delivery_id AND m.day = d.day""";

  private final Jdbi jdbi;
  private final SystemEventLog systemEvents;

  /** One whose system events recovery starts. */
  public DeliveryRecordDao(Database database) {
    this(database, SystemEventLog.leftToRecovery());
  }

  /**
   * @param systemEvents tells which deliveries died or recovered, in the commit that records it
   */
  public DeliveryRecordDao(Database database, SystemEventLog systemEvents) {
    this.jdbi = database.jdbi();
    this.systemEvents = systemEvents;
  }

  /** What became of one delivery. */
  private record Recorded(
      DeliveryKey key, DeliveryStatus status, boolean died, boolean recovered) {}

  /**
   * Inserts deliveries as PENDING, or as WAITING where the circuit of their subscription is not
   * closed, within the transaction that claimed their events. Until its end no such circuit can be
   * closed: whoever closes one sees the deliveries that wait for it.
   *
   * @return those that wait
   */
  public static Held insert(Handle handle, List<NewDelivery> deliveries, Instant now) {
    if (deliveries.isEmpty()) {
      return Held.none();
    }
    var insert =
        handle.createQuery(
            """
            WITH held AS MATERIALIZED (
              SELECT subscription_id, state = 'LIMITED' AND next_probe_at IS NULL AS asleep
              FROM circuit
              WHERE subscription_id = ANY (:subscriptionIds) AND state <> 'CLOSED'
              ORDER BY subscription_id FOR SHARE
            ), inserted AS (
              INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant, type,
                event_type, severity, channel, target, status, created_at, updated_at)
              SELECT delivery_id, day, event_id, row.subscription_id, tenant, type, event_type,
                severity, channel, target,
                CASE WHEN held.subscription_id IS NULL THEN 'PENDING' ELSE 'WAITING' END,
                :now, :now
              FROM unnest(:ids, :days, :eventIds, :subscriptionIds, :tenants, :types, :eventTypes,
                  :severities, :channels, :targets)
                AS row (delivery_id, day, event_id, subscription_id, tenant, type, event_type,
                  severity, channel, target)
              LEFT JOIN held ON held.subscription_id = row.subscription_id
              ON CONFLICT DO NOTHING
              RETURNING delivery_id, subscription_id, status
            )
            SELECT inserted.delivery_id, inserted.subscription_id, held.asleep FROM inserted
            JOIN held ON held.subscription_id = inserted.subscription_id
            WHERE inserted.status = 'WAITING'""");
    List<Event> events = deliveries.stream().map(NewDelivery::event).toList();
    DeliveryKeys.bind(insert, deliveries.stream().map(NewDelivery::key).toList());
    bindColumn(insert, "eventIds", String.class, events, Event::eventId);
    bindColumn(
        insert,
        "subscriptionIds",
        String.class,
        deliveries,
        delivery -> delivery.subscription().subscriptionId());
    bindColumn(insert, "tenants", String.class, events, Event::tenant);
    bindColumn(insert, "types", String.class, events, Event::type);
    bindColumn(insert, "eventTypes", String.class, events, Event::eventType);
    bindColumn(insert, "severities", String.class, events, event -> event.severity().name());
    bindColumn(
        insert,
        "channels",
        String.class,
        deliveries,
        delivery -> delivery.subscription().channel());
    bindColumn(
        insert, "targets", String.class, deliveries, delivery -> delivery.subscription().target());
    return Held.read(insert.bind("now", now));
  }

  /**
   * Records what came of attempts, in one commit. Harmless when repeated: an attempt is told by its
   * delivery, round and beginning.
   *
   * @param outcomes in any order; several of one delivery are recorded in the order given
   * @return what each delivery is now, by its id; without those that are not stored any more
   */
  public Map<String, DeliveryStatus> record(List<AttemptOutcome> outcomes, Instant now) {
    Map<String, DeliveryStatus> statuses = new HashMap<>();
    if (!outcomes.isEmpty()) {
      jdbi.useTransaction(
          handle -> {
            List<DeliveryKey> keys = outcomes.stream().map(AttemptOutcome::key).toList();
            DeliveryKeys.bind(handle.createQuery(LOCK), keys).mapToMap().list();
            List<Recorded> recorded = new ArrayList<>();
            for (List<AttemptOutcome> wave : waves(outcomes)) {
              recorded.addAll(record(handle, wave, now));
            }
            recorded.forEach(each -> statuses.put(each.key().deliveryId(), each.status()));
            tell(handle, recorded, now);
          });
    }
    return statuses;
  }

  /** Splits outcomes so that no two in a wave are of one delivery: nearly always one wave. */
  private static List<List<AttemptOutcome>> waves(List<AttemptOutcome> outcomes) {
    List<List<AttemptOutcome>> waves = new ArrayList<>();
    Map<DeliveryKey, Integer> seen = new HashMap<>();
    for (AttemptOutcome outcome : outcomes) {
      int wave = seen.merge(outcome.key(), 1, Integer::sum) - 1;
      if (wave == waves.size()) {
        waves.add(new ArrayList<>());
      }
      waves.get(wave).add(outcome);
    }
    return waves;
  }

  /** Costs no statement where nothing died or recovered. */
  private void tell(Handle handle, List<Recorded> recorded, Instant now) {
    List<DeliveryKey> died =
        recorded.stream().filter(Recorded::died).map(Recorded::key).distinct().toList();
    if (!died.isEmpty()) {
      systemEvents.deadLettered(handle, died, now);
    }
    List<DeliveryKey> recovered =
        recorded.stream().filter(Recorded::recovered).map(Recorded::key).distinct().toList();
    if (!recovered.isEmpty()) {
      systemEvents.recovered(handle, recovered, now);
    }
  }

  private static List<Recorded> record(Handle handle, List<AttemptOutcome> outcomes, Instant now) {
    var query = handle.createQuery(RECORD).bind("now", now);
    DeliveryKeys.bind(query, outcomes.stream().map(AttemptOutcome::key).toList());
    bindColumn(query, "rounds", Integer.class, outcomes, AttemptOutcome::round);
    bindColumn(query, "targets", String.class, outcomes, AttemptOutcome::target);
    bindColumn(query, "ats", Instant.class, outcomes, AttemptOutcome::at);
    bindColumn(query, "durations", Integer.class, outcomes, AttemptOutcome::durationMs);
    bindColumn(query, "httpStatuses", Integer.class, outcomes, AttemptOutcome::httpStatus);
    bindColumn(query, "errors", String.class, outcomes, o -> storable(o.error()));
    bindColumn(query, "reasons", String.class, outcomes, o -> storable(o.reason()));
    bindColumn(query, "responses", String.class, outcomes, o -> storable(o.response()));
    bindColumn(query, "statuses", String.class, outcomes, outcome -> outcome.status().name());
    bindColumn(query, "nexts", Instant.class, outcomes, AttemptOutcome::nextAttemptAt);
    bindColumn(query, "messages", String.class, outcomes, o -> storable(o.messageId()));
    return query
        .map(
            (row, context) ->
                new Recorded(
                    new DeliveryKey(row.getString("delivery_id"), Rows.day(row, "day")),
                    DeliveryStatus.valueOf(row.getString("status")),
                    row.getBoolean("died"),
                    row.getBoolean("recovered")))
        .list();
  }

  /** PostgreSQL refuses NUL in any text, and what was sent must always be recorded. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
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
