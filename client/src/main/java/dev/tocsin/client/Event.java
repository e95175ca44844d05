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
 * @param time when it happened; of receipt, where its publisher said nothing
 * @param source who published it; null in the simple form
 * @param correlationId ties it to other events
 * @param schemaVersion the version of its type that it was checked against, or names
 * @param extensions what else its envelope said; null where that is nothing
 * @param processedAt when it was matched; null before
 * @param workflowId the Temporal workflow that carries it; null while it is PENDING
 * @param progress how far its deliveries are; null while it is PENDING
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
    @Nullable Instant time,
    @Nullable String source,
    @Nullable String correlationId,
    @Nullable String schemaVersion,
    @Nullable JsonNode extensions,
    EventStatus status,
    @Nullable Instant processedAt,
    @Nullable String workflowId,
    @Nullable Progress progress,
    List<EventDelivery> deliveries,
    boolean moreDeliveries) {

  /**
   * How far an event's deliveries are.
   *
   * @param deliveries in all
   * @param sent how many of them are SENT
   */
  public record Progress(int deliveries, int sent) {}

  public Event {
    extensions = Answers.nullOrNode(extensions);
    deliveries = Answers.list(deliveries);
  }
}
