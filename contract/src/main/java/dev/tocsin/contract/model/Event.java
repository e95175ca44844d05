package dev.tocsin.contract.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a publisher reports, in its one canonical form, whichever envelope it came in.
 *
 * @param eventId {@code evt_} and 26 characters
 * @param tenant {@code [a-z0-9-]{1,40}}
 * @param source who reports it; empty in the simple form; at most 255 characters
 * @param type as published; at most 255 characters
 * @param eventType {@code type} lower-cased: what a subscription's {@code eventType} is compared to
 * @param time when it happened; the time of receipt where the publisher gave none
 * @param receivedAt when Tocsin took it, to the millisecond
 * @param details the payload, a JSON object
 * @param correlationId ties events of one business transaction together
 * @param schemaVersion the version of the type's schema that it was checked against, or that the
 *     publisher names: a whole number from 1
 * @param extensions further attributes of its envelope, a JSON object
 */
public record Event(
    String eventId,
    String tenant,
    String source,
    String type,
    String eventType,
    Severity severity,
    String title,
    Instant time,
    Instant receivedAt,
    JsonText details,
    @Nullable String correlationId,
    @Nullable String schemaVersion,
    JsonText extensions) {

  /** The UTC day of receipt: the partition of the event and of all that follows from it. */
  public LocalDate day() {
    return receivedAt.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** What Temporal may hold of this event. */
  public EventRef ref() {
    return new EventRef(
        eventId, day(), tenant, type, severity, Text.shorten(title, 100), correlationId);
  }

  /** The same, of that version of its type. */
  public Event withSchemaVersion(@Nullable String version) {
    return new Event(
        eventId,
        tenant,
        source,
        type,
        eventType,
        severity,
        title,
        time,
        receivedAt,
        details,
        correlationId,
        version,
        extensions);
  }
}
