package dev.tocsin.store.tenant;

import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads and changes what a tenant has decided for itself. */
public final class TenantDao {
  private static final String COLUMNS =
      "schema_mode, schema_mode_at, default_severity, alarm_dead_letters, alarm_minutes";

  private final Jdbi jdbi;

  public TenantDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The tenant's settings; the defaults where there is no such tenant. */
  public TenantSettings settings(String tenant) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM tenant WHERE tenant = :tenant")
                .bind("tenant", tenant)
                .map(TenantDao::map)
                .findOne()
                .orElse(TenantSettings.DEFAULT));
  }

  /**
   * Changes what is given and leaves what is absent. The tenant must exist.
   *
   * @param alarmDeadLetters 0 to 1,000
   * @param alarmMinutes 1 to 1,440
   * @return the settings afterwards
   */
  public TenantSettings change(
      String tenant,
      @Nullable SchemaMode mode,
      @Nullable Severity defaultSeverity,
      @Nullable Integer alarmDeadLetters,
      @Nullable Integer alarmMinutes,
      Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE tenant SET
                      schema_mode_at = CASE WHEN :mode::text <> schema_mode THEN :now
                        ELSE schema_mode_at END,
                      schema_mode = coalesce(:mode, schema_mode),
                      default_severity = coalesce(:severity, default_severity),
                      alarm_dead_letters = coalesce(:alarmDeadLetters, alarm_dead_letters),
                      alarm_minutes = coalesce(:alarmMinutes, alarm_minutes)
                    WHERE tenant = :tenant RETURNING """
                        + " "
                        + COLUMNS)
                .bind("mode", mode == null ? null : mode.text())
                .bind("severity", defaultSeverity == null ? null : defaultSeverity.name())
                .bind("alarmDeadLetters", alarmDeadLetters)
                .bind("alarmMinutes", alarmMinutes)
                .bind("now", now)
                .bind("tenant", tenant)
                .map(TenantDao::map)
                .one());
  }

  /** The same, and leaves the alarm as it is. */
  public TenantSettings change(
      String tenant, @Nullable SchemaMode mode, @Nullable Severity defaultSeverity, Instant now) {
    return change(tenant, mode, defaultSeverity, null, null, now);
  }

  private static TenantSettings map(ResultSet row, StatementContext context) throws SQLException {
    return new TenantSettings(
        SchemaMode.valueOf(row.getString("schema_mode").toUpperCase(Locale.ROOT)),
        Rows.instant(row, "schema_mode_at"),
        Severity.valueOf(row.getString("default_severity")),
        row.getInt("alarm_dead_letters"),
        row.getInt("alarm_minutes"));
  }
}
