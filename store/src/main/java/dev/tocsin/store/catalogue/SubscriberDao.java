package dev.tocsin.store.catalogue;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;

/**
 * Who is subscribed to event types. A tenant may have 100,000 subscriptions: nothing here reads
 * more than it is asked for.
 */
public final class SubscriberDao {
  /** The longest pattern that is read, in characters. */
  private static final int LONGEST_PATTERN = 8_192;

  private static final String COLUMNS =
      "subscription_id, name, event_type, CASE WHEN length(pattern::text) <= "
          + LONGEST_PATTERN
          + " THEN pattern END AS pattern, channel, target, active";

  private final Jdbi jdbi;

  public SubscriberDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** How many subscriptions name each of those types and have no pattern; counted up to a most. */
  public Map<String, Integer> counts(String tenant, Collection<String> names, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT n.name, (SELECT count(*) FROM (
                        SELECT FROM subscription s
                        WHERE s.tenant = :tenant AND s.event_type = n.name
                          AND NOT s.deleted AND s.pattern IS NULL
                        LIMIT :most) AS few) AS count
                    FROM unnest(:names) AS n (name)""")
                .bind("tenant", tenant)
                .bind("most", most)
                .bindArray("names", String.class, names.toArray())
                .setMapKeyColumn("name")
                .setMapValueColumn("count")
                .collectInto(new GenericType<Map<String, Integer>>() {}));
  }

  /** The subscriptions that name a type and have no pattern, newest first. */
  public List<Subscriber> byName(String tenant, String name, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM subscription WHERE tenant = :tenant AND event_type = :name"
                        + " AND NOT deleted AND pattern IS NULL"
                        + " ORDER BY created_at DESC, subscription_id DESC LIMIT :limit")
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("limit", limit)
                .map((row, context) -> subscriber(row))
                .list());
  }

  /** The subscriptions that have a pattern, newest first. */
  public List<Subscriber> withPattern(String tenant, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM subscription WHERE tenant = :tenant"
                        + " AND NOT deleted AND pattern IS NOT NULL"
                        + " ORDER BY created_at DESC, subscription_id DESC LIMIT :limit")
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map((row, context) -> subscriber(row))
                .list());
  }

  private static Subscriber subscriber(ResultSet row) throws SQLException {
    String pattern = row.getString("pattern");
    return new Subscriber(
        row.getString("subscription_id"),
        row.getString("name"),
        row.getString("event_type"),
        pattern == null ? null : new JsonText(pattern),
        row.getString("channel"),
        row.getString("target"),
        row.getBoolean("active"));
  }
}
