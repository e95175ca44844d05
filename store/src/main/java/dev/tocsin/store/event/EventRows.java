package dev.tocsin.store.event;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** From a row of {@code event} to a record. */
final class EventRows {
  static final String COLUMNS =
      """
      event_id, tenant, source, type, event_type, severity, title, time, received_at, details,
      correlation_id, schema_version, extensions, status, workflow_id, processed_at,
      deliveries, unsent""";

  private EventRows() {}

  static Event event(ResultSet row, StatementContext context) throws SQLException {
    return new Event(
        row.getString("event_id"),
        row.getString("tenant"),
        row.getString("source"),
        row.getString("type"),
        row.getString("event_type"),
        Severity.valueOf(row.getString("severity")),
        row.getString("title"),
        Rows.instant(row, "time"),
        Rows.instant(row, "received_at"),
        new JsonText(row.getString("details")),
        row.getString("correlation_id"),
        row.getString("schema_version"),
        new JsonText(row.getString("extensions")));
  }

  static AcceptedEvent accepted(ResultSet row, StatementContext context) throws SQLException {
    return new AcceptedEvent(
        event(row, context),
        EventStatus.valueOf(row.getString("status")),
        row.getString("workflow_id"),
        Rows.nullableInstant(row, "processed_at"),
        row.getObject("deliveries", Integer.class),
        row.getInt("unsent"));
  }
}
