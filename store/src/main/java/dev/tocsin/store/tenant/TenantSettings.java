package dev.tocsin.store.tenant;

import dev.tocsin.contract.model.Severity;
import java.time.Instant;

/**
 * What a tenant has decided for itself.
 *
 * @param schemaModeAt when the mode was changed last; the epoch where it never was
 * @param defaultSeverity of events whose envelope knows no severity; MEDIUM where nobody said
 */
public record TenantSettings(
    SchemaMode schemaMode, Instant schemaModeAt, Severity defaultSeverity) {
  /** Of a tenant that never decided. */
  public static final TenantSettings DEFAULT =
      new TenantSettings(SchemaMode.OFF, Instant.EPOCH, Severity.MEDIUM);
}
