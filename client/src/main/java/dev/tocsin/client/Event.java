package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event and what became of it.
 *
 * @param eventType in lower case
 * @param details an object; its numbers are digit for digit the published ones
 * @param processedAt when it was matched; null before
 * @param workflowId the Temporal workflow that carries it; null while it is PENDING
 * @param deliveries the first 200, oldest first; empty in listings
 * @param moreDeliveries whether there are more than these
 */
public record Event(
    String eventId,
    String eventType,
    Severity severity,
    String title,
    JsonNode details,
    Instant receivedAt,
    EventStatus status,
    @Nullable Instant processedAt,
    @Nullable String workflowId,
    List<EventDelivery> deliveries,
    boolean moreDeliveries) {

  public Event {
    deliveries = Answers.list(deliveries);
  }
}
