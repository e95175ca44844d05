package dev.tocsin.store.eventtype;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** From rows of {@code event_type} and {@code event_type_version} to records. */
final class EventTypeRows {
  static final String COLUMNS = "type_id, name, newest, owner, domain, created_at";
  static final String VERSION_COLUMNS =
      """
      tenant, name, version, schema, description, example, owner, domain, forced, created_at,
      created_by, deprecated_at""";

  static final String SUMMARY_COLUMNS =
      "version, description, owner, domain, forced, created_at, created_by, deprecated_at";

  private EventTypeRows() {}

  static EventType type(ResultSet row, StatementContext context) throws SQLException {
    return new EventType(
        row.getString("type_id"),
        row.getString("name"),
        row.getInt("newest"),
        row.getString("owner"),
        row.getString("domain"),
        Rows.instant(row, "created_at"));
  }

  static EventTypeVersion version(ResultSet row, StatementContext context) throws SQLException {
    return new EventTypeVersion(
        row.getString("tenant"),
        row.getString("name"),
        row.getInt("version"),
        new JsonText(row.getString("schema")),
        row.getString("description"),
        json(row.getString("example")),
        row.getString("owner"),
        row.getString("domain"),
        row.getBoolean("forced"),
        Rows.instant(row, "created_at"),
        row.getString("created_by"),
        Rows.nullableInstant(row, "deprecated_at"));
  }

  static VersionSummary summary(ResultSet row, StatementContext context) throws SQLException {
    return new VersionSummary(
        row.getInt("version"),
        row.getString("description"),
        row.getString("owner"),
        row.getString("domain"),
        row.getBoolean("forced"),
        Rows.instant(row, "created_at"),
        row.getString("created_by"),
        Rows.nullableInstant(row, "deprecated_at"));
  }

  private static @Nullable JsonText json(@Nullable String text) {
    return text == null ? null : new JsonText(text);
  }
}
