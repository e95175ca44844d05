package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a tenant to replace; what is null stays as it is.
 *
 * @param alarmDeadLetters so many within {@code alarmMinutes} raise the alarm, 0 to 1,000; 0: never
 * @param alarmMinutes 1 to 1,440
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantChange(
    @Nullable SchemaMode schemaMode,
    @Nullable Severity defaultSeverity,
    @Nullable Integer alarmDeadLetters,
    @Nullable Integer alarmMinutes) {
  /** Nothing; to be continued with what changes. */
  public static TenantChange none() {
    return new TenantChange(null, null, null, null);
  }

  public TenantChange withSchemaMode(@Nullable SchemaMode mode) {
    return new TenantChange(mode, defaultSeverity, alarmDeadLetters, alarmMinutes);
  }

  public TenantChange withDefaultSeverity(@Nullable Severity severity) {
    return new TenantChange(schemaMode, severity, alarmDeadLetters, alarmMinutes);
  }

  /** When the alarm is raised: so many dead letters within so many minutes. */
  public TenantChange withAlarm(@Nullable Integer deadLetters, @Nullable Integer minutes) {
    return new TenantChange(schemaMode, defaultSeverity, deadLetters, minutes);
  }
}
