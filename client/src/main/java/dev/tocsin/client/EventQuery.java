package dev.tocsin.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; what is null does not restrict.
 *
 * @param since received at this time or later
 * @param correlationId of the business transaction that ties them together
 * @param pageSize items in one answer, 1 to 200; null for the server's 50
 */
public record EventQuery(
    @Nullable EventStatus status,
    @Nullable String eventType,
    @Nullable Severity severity,
    @Nullable Instant since,
    @Nullable String correlationId,
    @Nullable Integer pageSize) {

  /** All of them. */
  public static EventQuery all() {
    return new EventQuery(null, null, null, null, null, null);
  }

  public EventQuery withStatus(@Nullable EventStatus newStatus) {
    return new EventQuery(newStatus, eventType, severity, since, correlationId, pageSize);
  }

  public EventQuery withEventType(@Nullable String newEventType) {
    return new EventQuery(status, newEventType, severity, since, correlationId, pageSize);
  }

  public EventQuery withSeverity(@Nullable Severity newSeverity) {
    return new EventQuery(status, eventType, newSeverity, since, correlationId, pageSize);
  }

  public EventQuery withSince(@Nullable Instant newSince) {
    return new EventQuery(status, eventType, severity, newSince, correlationId, pageSize);
  }

  public EventQuery withCorrelationId(@Nullable String newCorrelationId) {
    return new EventQuery(status, eventType, severity, since, newCorrelationId, pageSize);
  }

  public EventQuery withPageSize(@Nullable Integer newPageSize) {
    return new EventQuery(status, eventType, severity, since, correlationId, newPageSize);
  }

  Map<String, String> parameters() {
    return new Parameters()
        .add("status", status)
        .add("eventType", eventType)
        .add("severity", severity)
        .add("since", since)
        .add("correlationId", correlationId)
        .add("limit", pageSize)
        .toMap();
  }
}
