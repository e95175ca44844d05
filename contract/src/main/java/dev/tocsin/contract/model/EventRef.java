package dev.tocsin.contract.model;

import java.time.LocalDate;

/**
 * A reference to an event: all that Temporal holds of it, so that histories stay small and private.
 *
 * @param day the UTC day of receipt
 * @param type as published
 * @param title cut to 100 characters
 */
public record EventRef(
    String eventId, LocalDate day, String tenant, String type, Severity severity, String title) {}
