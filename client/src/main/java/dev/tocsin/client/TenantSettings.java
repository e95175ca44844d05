package dev.tocsin.client;

/**
 * What a tenant has decided for itself.
 *
 * @param defaultSeverity of events whose form knows no severity
 */
public record TenantSettings(String tenant, SchemaMode schemaMode, Severity defaultSeverity) {}
