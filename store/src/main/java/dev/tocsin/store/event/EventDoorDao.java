package dev.tocsin.store.event;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.Event;
import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes events durable, many in one statement and one commit. */
public final class EventDoorDao {
  private static final String INSERT =
      """
      WITH fresh AS (
        INSERT INTO event_key (event_id, day, content_hash)
        SELECT event_id, day, decode(hash, 'hex')
        FROM unnest(:eventId, :day, :hash) AS row (event_id, day, hash)
        ON CONFLICT DO NOTHING
        RETURNING event_id
      ), stored AS (
        INSERT INTO event (event_id, day, tenant, source, type, event_type, severity, title, time,
          received_at, details, correlation_id, schema_version, extensions, status)
        SELECT event_id, day, tenant, source, type, event_type, severity, title, time,
          received_at, details::json, correlation_id, schema_version, extensions::json, 'PENDING'
        FROM unnest(:eventId, :day, :tenant, :source, :type, :eventType, :severity, :title, :time,
            :receivedAt, :details, :correlationId, :schemaVersion, :extensions)
          AS row (event_id, day, tenant, source, type, event_type, severity, title, time,
            received_at, details, correlation_id, schema_version, extensions)
        WHERE event_id IN (SELECT event_id FROM fresh)
      )
      SELECT event_id FROM fresh""";

  private static final HexFormat HEX = HexFormat.of();

  private final Jdbi jdbi;

  public EventDoorDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Inserts those that are new, as PENDING, in one commit.
   *
   * @param events with different ids, in the order of their ids, so that two processes never wait
   *     for each other in a circle
   * @return the ids that were new
   */
  public Set<String> insertNew(List<NewEvent> events) {
    return jdbi.withHandle(handle -> insertNew(handle, events));
  }

  /** The same, within the caller's transaction. */
  public static Set<String> insertNew(Handle handle, List<NewEvent> events) {
    List<Event> rows = events.stream().map(NewEvent::event).toList();
    var query = handle.createQuery(INSERT);
    // As text: the driver refuses byte arrays as elements of an Object array.
    bindColumn(query, "hash", String.class, events, row -> HEX.formatHex(row.contentHash()));
    bindColumn(query, "eventId", String.class, rows, Event::eventId);
    bindColumn(query, "day", LocalDate.class, rows, Event::day);
    bindColumn(query, "tenant", String.class, rows, Event::tenant);
    bindColumn(query, "source", String.class, rows, Event::source);
    bindColumn(query, "type", String.class, rows, Event::type);
    bindColumn(query, "eventType", String.class, rows, Event::eventType);
    bindColumn(query, "severity", String.class, rows, event -> event.severity().name());
    bindColumn(query, "title", String.class, rows, Event::title);
    bindColumn(query, "time", Instant.class, rows, Event::time);
    bindColumn(query, "receivedAt", Instant.class, rows, Event::receivedAt);
    bindColumn(query, "details", String.class, rows, event -> event.details().text());
    bindColumn(query, "correlationId", String.class, rows, Event::correlationId);
    bindColumn(query, "schemaVersion", String.class, rows, Event::schemaVersion);
    bindColumn(query, "extensions", String.class, rows, event -> event.extensions().text());
    return new HashSet<>(query.mapTo(String.class).list());
  }

  /** The content hashes of those ids that are known. */
  public Map<String, byte[]> contentHashes(Set<String> eventIds) {
    Map<String, byte[]> hashes = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT event_id, content_hash FROM event_key WHERE event_id = ANY (:ids)")
                .bindArray("ids", String.class, eventIds.toArray())
                .map(
                    (row, context) ->
                        hashes.put(row.getString("event_id"), row.getBytes("content_hash")))
                .list());
    return hashes;
  }
}
