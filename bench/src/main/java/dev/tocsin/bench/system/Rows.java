package dev.tocsin.bench.system;

import dev.tocsin.bench.run.BenchException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** Looks into the database of what is measured, over one connection. */
public final class Rows implements AutoCloseable {
  private final Connection connection;

  Rows(SystemAddress address) {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    try {
      connection = new Driver().connect(address.jdbcUrl(), properties);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * How deliveries of some subscriptions went.
   *
   * @param all deliveries
   * @param sentAtFirst those that are SENT after one attempt
   * @param waiting WAITING
   * @param open neither settled nor waiting
   * @param longestMs the longest attempt
   */
  public record Went(long all, long sentAtFirst, long waiting, long open, long longestMs) {}

  /** How those of these subscriptions went. */
  public Went went(Collection<String> subscriptions) {
    return query(
            """
            SELECT count(*),
                   count(*) FILTER (WHERE status = 'SENT' AND attempts = 1),
                   count(*) FILTER (WHERE status = 'WAITING'),
                   count(*) FILTER (WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING')),
                   (SELECT coalesce(max(a.duration_ms), 0)
                      FROM attempt a JOIN delivery d USING (delivery_id, day)
                     WHERE d.subscription_id = ANY (?))
              FROM delivery WHERE subscription_id = ANY (?)
            """,
            row ->
                new Went(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            array(subscriptions),
            array(subscriptions))
        .get(0);
  }

  /** Status and reason of deliveries, and how many have them, the most frequent first. */
  public List<String> outcomes(Collection<String> subscriptions) {
    return query(
        """
        SELECT status || coalesce(': ' || reason, ''), count(*) FROM delivery
         WHERE subscription_id = ANY (?) GROUP BY 1 ORDER BY 2 DESC, 1
        """,
        row -> row.getString(1),
        (Object) array(subscriptions));
  }

  /**
   * Deliveries that were made before the circuit of their subscription opened; all if it did not.
   */
  public long madeBeforeOpening(String subscription) {
    return query(
            """
            SELECT count(*) FROM delivery d LEFT JOIN circuit c USING (subscription_id)
             WHERE subscription_id = ? AND (c.since IS NULL OR d.created_at < c.since)
            """,
            row -> row.getLong(1),
            subscription)
        .get(0);
  }

  /** How many events of a type are NOTIFIED. */
  public long notified(String eventType) {
    return query(
            "SELECT count(*) FROM event WHERE event_type = ? AND status = 'NOTIFIED'",
            row -> row.getLong(1),
            eventType)
        .get(0);
  }

  /** The ids of all deliveries of events of a type. */
  public List<String> deliveries(String eventType) {
    return query(
        "SELECT delivery_id FROM delivery WHERE event_type = ?",
        row -> row.getString(1),
        eventType);
  }

  /** Clients that are connected, this one included. */
  public long connections() {
    return query(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND backend_type = 'client backend'
            """,
            row -> row.getLong(1))
        .get(0);
  }

  /** The bytes of all tables with their indexes. */
  public long tableBytes() {
    return query(
            """
            SELECT sum(pg_total_relation_size(oid)) FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """,
            row -> row.getLong(1))
        .get(0);
  }

  String serverVersion() {
    return query("SHOW server_version", row -> row.getString(1)).get(0);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      // Nothing to give back to a server that is away.
    }
  }

  private interface Read<T> {
    T of(ResultSet row) throws SQLException;
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  private <T> List<T> query(String sql, Read<T> read, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object value = parameters[i];
        statement.setObject(
            i + 1,
            value instanceof String[] texts ? connection.createArrayOf("text", texts) : value);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(read.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static BenchException failed(SQLException e) {
    return new BenchException("The database does not answer: " + e.getMessage(), e);
  }
}
