package dev.tocsin.store.catalogue;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The figures of event types: events per day, sources, last seen. */
public final class TypeFiguresDao {
  /** How many sources of one type are kept about; some more where processes meet. */
  public static final int MOST_SOURCES = 200;

  private static final String ADD_DAYS =
      """
      INSERT INTO event_type_day AS known (tenant, name, day, events, last_at)
      SELECT * FROM unnest(:tenant, :name, :day, :events::bigint[], :lastAt)
      ON CONFLICT (tenant, name, day) DO UPDATE SET
        events = known.events + excluded.events,
        last_at = greatest(known.last_at, excluded.last_at)""";

  private static final String ADD_SOURCES =
      """
      INSERT INTO event_type_source AS known
        (tenant, name, source, events, first_at, last_at, last_day)
      SELECT row.* FROM unnest(
          :tenant, :name, :source, :events::bigint[], :firstAt, :lastAt, :lastDay)
        AS row (tenant, name, source, events, first_at, last_at, last_day)
      WHERE EXISTS (SELECT FROM event_type_source s WHERE s.tenant = row.tenant
          AND s.name = row.name AND s.source = row.source)
        OR (SELECT count(*) FROM (SELECT FROM event_type_source s WHERE s.tenant = row.tenant
          AND s.name = row.name LIMIT :most) AS few) < :most
      ON CONFLICT (tenant, name, source) DO UPDATE SET
        events = known.events + excluded.events,
        first_at = least(known.first_at, excluded.first_at),
        last_at = greatest(known.last_at, excluded.last_at),
        last_day = greatest(known.last_day, excluded.last_day)""";

  private static final String OF_NAMES = " WHERE tenant = :tenant AND name = ANY (:names)";

  private final Jdbi jdbi;

  public TypeFiguresDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Adds to what is known, in one commit.
   *
   * @param days each type and day once
   * @param sources each type and source once; of a type with {@link #MOST_SOURCES} sources only
   *     those that are known already
   */
  public void add(Collection<TypeDay> days, Collection<TypeSource> sources) {
    // In one order everywhere, so that two processes never wait for each other in a circle.
    List<TypeDay> dayRows =
        days.stream()
            .sorted(
                Comparator.comparing(TypeDay::tenant)
                    .thenComparing(TypeDay::name)
                    .thenComparing(TypeDay::day))
            .toList();
    List<TypeSource> sourceRows =
        sources.stream()
            .sorted(
                Comparator.comparing(TypeSource::tenant)
                    .thenComparing(TypeSource::name)
                    .thenComparing(TypeSource::source))
            .toList();
    jdbi.useTransaction(
        handle -> {
          addDays(handle, dayRows);
          addSources(handle, sourceRows);
        });
  }

  /** The days of those types from that day on; a day without events has none. */
  public List<TypeDay> days(String tenant, Collection<String> names, LocalDate from) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT tenant, name, day, events, last_at FROM event_type_day"
                        + OF_NAMES
                        + " AND day >= :from")
                .bind("tenant", tenant)
                .bindArray("names", String.class, names.toArray())
                .bind("from", from)
                .map(
                    (row, context) ->
                        new TypeDay(
                            row.getString("tenant"),
                            row.getString("name"),
                            Rows.day(row, "day"),
                            row.getLong("events"),
                            Rows.instant(row, "last_at")))
                .list());
  }

  /** The sources that are known of a type, the last seen first. */
  public List<TypeSource> sources(String tenant, String name, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT tenant, name, source, events, first_at, last_at FROM event_type_source
                    WHERE tenant = :tenant AND name = :name
                    ORDER BY last_at DESC, source LIMIT :limit""")
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new TypeSource(
                            row.getString("tenant"),
                            row.getString("name"),
                            row.getString("source"),
                            row.getLong("events"),
                            Rows.instant(row, "first_at"),
                            Rows.instant(row, "last_at")))
                .list());
  }

  private static void addDays(Handle handle, List<TypeDay> rows) {
    var insert = handle.createUpdate(ADD_DAYS);
    bindColumn(insert, "tenant", String.class, rows, TypeDay::tenant);
    bindColumn(insert, "name", String.class, rows, TypeDay::name);
    bindColumn(insert, "day", LocalDate.class, rows, TypeDay::day);
    bindColumn(insert, "events", String.class, rows, row -> Long.toString(row.events()));
    bindColumn(insert, "lastAt", Instant.class, rows, TypeDay::lastAt).execute();
  }

  private static void addSources(Handle handle, List<TypeSource> rows) {
    var insert = handle.createUpdate(ADD_SOURCES).bind("most", MOST_SOURCES);
    bindColumn(insert, "tenant", String.class, rows, TypeSource::tenant);
    bindColumn(insert, "name", String.class, rows, TypeSource::name);
    bindColumn(insert, "source", String.class, rows, TypeSource::source);
    bindColumn(insert, "events", String.class, rows, row -> Long.toString(row.events()));
    bindColumn(insert, "firstAt", Instant.class, rows, TypeSource::firstAt);
    bindColumn(insert, "lastAt", Instant.class, rows, TypeSource::lastAt);
    bindColumn(
            insert,
            "lastDay",
            LocalDate.class,
            rows,
            row -> LocalDate.ofInstant(row.lastAt(), ZoneOffset.UTC))
        .execute();
  }
}
