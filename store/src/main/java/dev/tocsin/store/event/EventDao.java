package dev.tocsin.store.event;

import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Text;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
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

  /** Events that nobody claimed since {@code before}: the most urgent first, then the oldest. */
  public List<EventRef> pending(Instant before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT event_id, day, tenant, type, severity, title, correlation_id FROM event
                    WHERE status = 'PENDING' AND received_at <= :before
                    ORDER BY array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity),
                      received_at
                    LIMIT :limit""")
                .bind("before", before)
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

  /** How much is PENDING, over all tenants. */
  public Backlog backlog() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) AS events, min(received_at) AS oldest FROM event"
                        + " WHERE status = 'PENDING'")
                .map(
                    (row, context) ->
                        new Backlog(row.getLong("events"), Rows.nullableInstant(row, "oldest")))
                .one());
  }
}
