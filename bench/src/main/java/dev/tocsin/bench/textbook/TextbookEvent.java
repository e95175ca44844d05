package dev.tocsin.bench.textbook;

/**
 * An event, as it travels with its workflow.
 *
 * @param details JSON
 */
public record TextbookEvent(
    String eventId, String tenant, String type, String severity, String title, String details) {}
