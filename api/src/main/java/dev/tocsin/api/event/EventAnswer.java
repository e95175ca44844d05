package dev.tocsin.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.delivery.DeliveryAnswer;
import dev.tocsin.api.delivery.EventDeliveries;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.event.AcceptedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as operators see it.
 *
 * @param time when it happened; the time of receipt where the publisher gave none
 * @param source absent in the simple form
 * @param extensions what else its envelope said; absent where that is nothing
 * @param workflowId the workflow that carries it; null while it is PENDING
 * @param schemaVersion the version of its type that it was checked against or names
 * @param progress absent while it is PENDING
 * @param deliveries the first 200, oldest first; absent in listings
 * @param moreDeliveries true where there are more than these; absent otherwise
 */
record EventAnswer(
    String eventId,
    String eventType,
    Severity severity,
    String title,
    JsonText details,
    String receivedAt,
    String time,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String source,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String correlationId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String schemaVersion,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonText extensions,
    EventStatus status,
    @Nullable String processedAt,
    @Nullable String workflowId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Progress progress,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<DeliveryAnswer> deliveries,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean moreDeliveries) {

  /**
   * How far its deliveries are.
   *
   * @param deliveries in all
   * @param sent how many of them are SENT, or were confirmed or returned after that
   */
  record Progress(int deliveries, int sent) {
    static @Nullable Progress of(AcceptedEvent accepted) {
      Integer deliveries = accepted.deliveries();
      return deliveries == null ? null : new Progress(deliveries, deliveries - accepted.unsent());
    }
  }

  static EventAnswer listed(AcceptedEvent accepted) {
    return of(accepted, null, null);
  }

  static EventAnswer detailed(AcceptedEvent accepted, EventDeliveries deliveries) {
    return of(accepted, deliveries.items(), deliveries.more() ? Boolean.TRUE : null);
  }

  private static EventAnswer of(
      AcceptedEvent accepted, @Nullable List<DeliveryAnswer> deliveries, @Nullable Boolean more) {
    Event event = accepted.event();
    return new EventAnswer(
        event.eventId(),
        event.eventType(),
        event.severity(),
        event.title(),
        event.details(),
        Timestamps.iso(event.receivedAt()),
        Timestamps.iso(event.time()),
        event.source(),
        event.correlationId(),
        event.schemaVersion(),
        event.extensions().equals(JsonText.EMPTY_OBJECT) ? null : event.extensions(),
        accepted.status(),
        Timestamps.isoOrNull(accepted.processedAt()),
        accepted.workflowId(),
        Progress.of(accepted),
        deliveries,
        more);
  }
}
