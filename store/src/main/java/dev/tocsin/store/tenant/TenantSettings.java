package dev.tocsin.store.tenant;

import dev.tocsin.contract.model.Severity;
import java.time.Instant;

/**
 * What a tenant has decided for itself.
 *
 * @param schemaModeAt when the mode was changed last; the epoch where it never was
 * @param defaultSeverity of events whose envelope knows no severity; MEDIUM where nobody said
 * @param alarmDeadLetters so many dead letters within {@code alarmMinutes} raise the alarm, 1 to
 *     1,000; 0: never; 10 where nobody said
 * @param alarmMinutes 1 to 1,440; 5 where nobody said
 */
public record TenantSettings(
    SchemaMode schemaMode,
    Instant schemaModeAt,
    Severity defaultSeverity,
    int alarmDeadLetters,
    int alarmMinutes) {
  /** Of a tenant that never decided. */
  public static final TenantSettings DEFAULT =
      new TenantSettings(SchemaMode.OFF, Instant.EPOCH, Severity.MEDIUM, 10, 5);
}
