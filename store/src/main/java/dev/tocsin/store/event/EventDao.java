package dev.tocsin.store.event;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Text;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads accepted events, for operators and for recovery. */
public final class EventDao {
  private final Jdbi jdbi;

  public EventDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The tenant's event of that id; the newest, should an old id have been used anew. */
  public Optional<AcceptedEvent> find(String tenant, String eventId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + EventRows.COLUMNS
                        + " FROM event WHERE event_id = :eventId AND tenant = :tenant"
                        + " ORDER BY day DESC LIMIT 1")
                .bind("eventId", eventId)
                .bind("tenant", tenant)
                .map(EventRows::accepted)
                .findOne());
  }

  /** The tenant's events, newest first. */
  public Page<AcceptedEvent> list(String tenant, EventFilter filter, Page.Cursor after, int limit) {
    Instant since = filter.since();
    return new Listing(EventRows.COLUMNS, "event", "received_at", "event_id", after)
        .and("tenant = ?", tenant)
        .and("status = ?", filter.status())
        .and("event_type = ?", filter.eventType())
        .and("severity = ?", filter.severity())
        .and("correlation_id = ?", filter.correlationId())
        .and("received_at >= ?", since)
        // Says it again so that older partitions are not looked at.
        .and("day >= ?", since == null ? null : since.atZone(ZoneOffset.UTC).toLocalDate())
        .page(
            jdbi,
            limit,
            EventRows::accepted,
            row -> new Page.Cursor(row.event().receivedAt(), row.event().eventId()));
  }

  /**
   * Events that are PENDING: first those that recovery never took up, the most urgent and then the
   * oldest first, then those that it took up the longest ago.
   *
   * @param before not those received later
   * @param takenUpBefore not those taken up then or later
   */
  public List<EventRef> pending(Instant before, Instant takenUpBefore, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    (SELECT event_id, day, tenant, type, severity, title, correlation_id FROM event
                      WHERE status = 'PENDING' AND taken_up_at IS NULL AND received_at <= :before
                      ORDER BY array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity),
                        received_at
                      LIMIT :limit)
                    UNION ALL
                    (SELECT event_id, day, tenant, type, severity, title, correlation_id FROM event
                      WHERE status = 'PENDING' AND taken_up_at < :takenUpBefore
                        AND received_at <= :before
                      ORDER BY taken_up_at
                      LIMIT :limit)
                    LIMIT :limit""")
                .bind("before", before)
                .bind("takenUpBefore", takenUpBefore)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new EventRef(
                            row.getString("event_id"),
                            Rows.day(row, "day"),
                            row.getString("tenant"),
                            row.getString("type"),
                            Severity.valueOf(row.getString("severity")),
                            Text.shorten(row.getString("title"), 100),
                            row.getString("correlation_id")))
                .list());
  }

  /**
   * Notes that recovery started these, as far as nobody claimed them yet. Waits for whoever is
   * about to, in the order that claims lock them in.
   */
  public void markTakenUp(List<EventRef> events, Instant now) {
    jdbi.useHandle(
        handle -> {
          var update =
              handle.createUpdate(
                  """
                  WITH waiting AS (
                    SELECT event_id, day FROM event
                    WHERE (event_id, day) IN (SELECT * FROM unnest(:ids, :days))
                      AND status = 'PENDING'
                    ORDER BY event_id FOR UPDATE
                  )
                  UPDATE event SET taken_up_at = :now FROM waiting
                  WHERE event.event_id = waiting.event_id AND event.day = waiting.day""");
          bindColumn(update, "ids", String.class, events, EventRef::eventId);
          bindColumn(update, "days", LocalDate.class, events, EventRef::day);
          update.bind("now", now).execute();
        });
  }

  /** How much is PENDING, over all tenants. */
  public Backlog backlog() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT sum(part.events)::bigint AS events, min(part.oldest) AS oldest FROM (
                      SELECT count(*) AS events, min(received_at) AS oldest FROM event
                      WHERE status = 'PENDING' AND taken_up_at IS NULL
                      UNION ALL
                      SELECT count(*), min(received_at) FROM event
                      WHERE status = 'PENDING' AND taken_up_at IS NOT NULL) part""")
                .map(
                    (row, context) ->
                        new Backlog(row.getLong("events"), Rows.nullableInstant(row, "oldest")))
                .one());
  }
}
