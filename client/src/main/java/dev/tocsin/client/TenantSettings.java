package dev.tocsin.client;

/**
 * What a tenant has decided for itself.
 *
 * @param defaultSeverity of events whose form knows no severity
 * @param alarmDeadLetters so many within {@code alarmMinutes} raise the alarm; 0: never
 */
public record TenantSettings(
    String tenant,
    SchemaMode schemaMode,
    Severity defaultSeverity,
    int alarmDeadLetters,
    int alarmMinutes) {}
