package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** From a row of {@code delivery} to a record. */
public final class DeliveryRows {
  public static final String COLUMNS =
      """
      delivery_id, day, event_id, subscription_id, tenant, type, event_type, severity, channel,
      target, status, reason, http_status, round, round_attempts, attempts, next_attempt_at,
      created_at, updated_at, settled_at, operation_id""";

  private DeliveryRows() {}

  public static Delivery map(ResultSet row, StatementContext context) throws SQLException {
    return new Delivery(
        new DeliveryKey(row.getString("delivery_id"), Rows.day(row, "day")),
        row.getString("event_id"),
        row.getString("subscription_id"),
        row.getString("tenant"),
        row.getString("type"),
        row.getString("event_type"),
        Severity.valueOf(row.getString("severity")),
        row.getString("channel"),
        row.getString("target"),
        DeliveryStatus.valueOf(row.getString("status")),
        row.getString("reason"),
        Rows.nullableInt(row, "http_status"),
        row.getInt("round"),
        row.getInt("round_attempts"),
        row.getInt("attempts"),
        Rows.nullableInstant(row, "next_attempt_at"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"),
        Rows.nullableInstant(row, "settled_at"),
        row.getString("operation_id"));
  }
}
