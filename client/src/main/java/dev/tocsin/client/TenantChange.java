package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The settings of a tenant to replace; what is null stays as it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantChange(@Nullable SchemaMode schemaMode, @Nullable Severity defaultSeverity) {
  /** Nothing; to be continued with what changes. */
  public static TenantChange none() {
    return new TenantChange(null, null);
  }

  public TenantChange withSchemaMode(SchemaMode newSchemaMode) {
    return new TenantChange(newSchemaMode, defaultSeverity);
  }

  public TenantChange withDefaultSeverity(Severity newDefaultSeverity) {
    return new TenantChange(schemaMode, newDefaultSeverity);
  }
}
