package dev.tocsin.store.partition;

import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the partitions of the coming days and drops those that nobody can need any more. */
public final class PartitionDao {
  /** How many days ahead partitions are made. */
  public static final int DAYS_AHEAD = 7;

  private static final Logger LOG = LoggerFactory.getLogger(PartitionDao.class);
  private static final List<String> TABLES = List.of("event", "delivery", "attempt");
  private static final long PARTITION_LOCK = 0x746f6373696e02L;

  private final Jdbi jdbi;
  private final RetentionConfig retention;

  public PartitionDao(Database database, RetentionConfig retention) {
    this.jdbi = database.jdbi();
    this.retention = retention;
  }

  /** Makes what is missing from yesterday to {@link #DAYS_AHEAD} days from now. */
  public void makeAhead(Instant now) {
    LocalDate today = day(now);
    for (LocalDate day = today.minusDays(1);
        !day.isAfter(today.plusDays(DAYS_AHEAD));
        day = day.plusDays(1)) {
      LocalDate wanted = day;
      for (String table : TABLES) {
        jdbi.useTransaction(handle -> make(handle, table, wanted));
      }
    }
  }

  /** Drops the days past their retention, and forgets event ids past theirs. */
  public void dropExpired(Instant now) {
    LocalDate firstKept = day(now).minusDays(retention.days());
    Instant deadKept = now.minus(retention.deadLetterDays(), ChronoUnit.DAYS);
    for (LocalDate day : days()) {
      if (day.isBefore(firstKept)) {
        jdbi.useTransaction(handle -> dropUnlessNeeded(handle, day, deadKept));
      }
    }
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM event_key WHERE day < ?",
                day(now).minusDays(retention.idempotencyDays())));
  }

  /** The days that have partitions of their own, oldest first. */
  public List<LocalDate> days() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT substr(c.relname, length('event_') + 1) FROM pg_inherits i
                    JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'event'::regclass AND c.relname <> 'event_default'
                    ORDER BY 1""")
                .mapTo(String.class)
                .map(name -> LocalDate.parse(name, DateTimeFormatter.BASIC_ISO_DATE))
                .list());
  }

  /**
   * Rows that went to the DEFAULT partition, because their day's was missing, move to the new one.
   */
  private static void make(Handle handle, String table, LocalDate day) {
    String partition = name(table, day);
    handle.execute("SELECT pg_advisory_xact_lock(?)", PARTITION_LOCK);
    boolean there =
        handle
            .createQuery("SELECT to_regclass(:name) IS NOT NULL")
            .bind("name", partition)
            .mapTo(Boolean.class)
            .one();
    if (there) {
      return;
    }
    handle.execute("SET LOCAL lock_timeout = '5s'");
    handle.execute("LOCK TABLE " + table + "_default IN ACCESS EXCLUSIVE MODE");
    handle.execute("CREATE TABLE " + partition + " (LIKE " + table + " INCLUDING ALL)");
    int moved =
        handle.execute(
            "WITH moved AS (DELETE FROM "
                + table
                + "_default WHERE day = ? RETURNING *) INSERT INTO "
                + partition
                + " SELECT * FROM moved",
            day);
    handle.execute(
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
            .formatted(table, partition, day, day.plusDays(1)));
    if (moved > 0) {
      LOG.warn("{} rows of {} had no partition of their own; moved to {}", moved, table, partition);
    }
  }

  private static void dropUnlessNeeded(Handle handle, LocalDate day, Instant deadKept) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", PARTITION_LOCK);
    handle.execute("SET LOCAL lock_timeout = '5s'");
    handle.execute("LOCK TABLE " + name("delivery", day) + " IN SHARE MODE");
    boolean needed =
        handle
            .createQuery(
                "SELECT EXISTS (SELECT FROM "
                    + name("delivery", day)
                    + " WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')"
                    + " OR (status = 'DEAD' AND settled_at >= :deadKept)) OR EXISTS (SELECT FROM "
                    + name("event", day)
                    + " WHERE status = 'PENDING')")
            .bind("deadKept", deadKept)
            .mapTo(Boolean.class)
            .one();
    if (needed) {
      return;
    }
    for (String table : TABLES) {
      handle.execute("DROP TABLE " + name(table, day));
    }
    LOG.info("Dropped the partitions of {}", day);
  }

  private static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static LocalDate day(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
