package dev.tocsin.store.partition;

import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

  /**
   * Makes what is missing from yesterday to {@link #DAYS_AHEAD} days from now, and for every day
   * whose rows went to a DEFAULT partition: there they would never be dropped.
   */
  public void makeAhead(Instant now) {
    LocalDate today = day(now);
    SortedSet<LocalDate> wanted = new TreeSet<>(daysInDefault());
    for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      wanted.add(today.plusDays(ahead));
    }
    for (LocalDate day : wanted) {
      for (String table : TABLES) {
        jdbi.useTransaction(handle -> make(handle, table, day));
      }
    }
  }

  /**
   * Forgets event ids past their time and the use of keys that are good no more, and drops the days
   * past their retention, with the figures of event types of such days.
   */
  public void dropExpired(Instant now) {
    forgetUsage(now);
    forgetKeys(day(now).minusDays(retention.idempotencyDays()));
    LocalDate firstKept = day(now).minusDays(retention.days());
    forgetFigures("event_type_day", "day", firstKept);
    forgetFigures("event_type_source", "last_day", firstKept);
    Instant deadKept = now.minus(retention.deadLetterDays(), ChronoUnit.DAYS);
    for (LocalDate day : days()) {
      if (day.isBefore(firstKept) && !jdbi.withHandle(handle -> isNeeded(handle, day, deadKept))) {
        drop(day, deadKept);
      }
    }
  }

  /**
   * In pieces: a day may have millions, and one statement over them would outlast its time limit.
   */
  private void forgetKeys(LocalDate firstKept) {
    int forgotten;
    do {
      forgotten =
          jdbi.withHandle(
              handle ->
                  handle.execute(
                      "DELETE FROM event_key WHERE event_id IN"
                          + " (SELECT event_id FROM event_key WHERE day < ? LIMIT 10000)",
                      firstKept));
    } while (forgotten > 0);
  }

  /** In pieces too: a publisher that invents types leaves a row for each. */
  private void forgetFigures(String table, String day, LocalDate firstKept) {
    String expired = "SELECT ctid FROM " + table + " WHERE " + day + " < ? LIMIT 10000";
    int forgotten;
    do {
      forgotten =
          jdbi.withHandle(
              handle ->
                  handle.execute(
                      "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(" + expired + "))",
                      firstKept));
    } while (forgotten > 0);
  }

  /** The keys stay, to be listed; what they used is of no use any more. */
  private void forgetUsage(Instant now) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                DELETE FROM key_usage u WHERE NOT EXISTS (
                  SELECT FROM api_key k WHERE coalesce(k.usage_id, k.key_id) = u.usage_id
                    AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ?))""",
                now));
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

  private Set<LocalDate> daysInDefault() {
    return jdbi.withHandle(
        handle ->
            new TreeSet<>(
                handle
                    .createQuery(
                        """
                        SELECT day FROM event_default UNION SELECT day FROM delivery_default
                        UNION SELECT day FROM attempt_default""")
                    .mapTo(LocalDate.class)
                    .list()));
  }

  /**
   * One table in each transaction, and each locked before its partition: a transaction that held
   * one table while it waited for the next would wait in a circle with those who write outcomes.
   * The events last: while they are there, a drop that broke off is taken up again.
   */
  private void drop(LocalDate day, Instant deadKept) {
    for (String table : List.of("delivery", "attempt", "event")) {
      boolean dropped =
          jdbi.inTransaction(
              handle -> {
                handle.execute("SELECT pg_advisory_xact_lock(?)", PARTITION_LOCK);
                handle.execute("SET LOCAL lock_timeout = '5s'");
                handle.execute("LOCK TABLE ONLY " + table + " IN ACCESS EXCLUSIVE MODE");
                // Again, now that nobody can redrive a dead letter meanwhile.
                if (table.equals("delivery") && isNeeded(handle, day, deadKept)) {
                  return false;
                }
                handle.execute("DROP TABLE IF EXISTS " + name(table, day));
                return true;
              });
      if (!dropped) {
        return;
      }
    }
    LOG.info("Dropped the partitions of {}", day);
  }

  /** Asks the whole tables, as a partition may be missing and its rows in the DEFAULT one. */
  private static boolean isNeeded(Handle handle, LocalDate day, Instant deadKept) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM event WHERE day = :day AND status = 'PENDING')
              OR EXISTS (SELECT FROM delivery WHERE day = :day
                AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING'))
              OR EXISTS (SELECT FROM delivery WHERE day = :day
                AND status = 'DEAD' AND settled_at >= :deadKept)""")
        .bind("day", day)
        .bind("deadKept", deadKept)
        .mapTo(Boolean.class)
        .one();
  }

  private static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static LocalDate day(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
