package dev.tocsin.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The answer 202.
 *
 * @param duplicate true where it was accepted before; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventAccepted(String eventId, String status, String message, @Nullable Boolean duplicate) {

  static EventAccepted of(Receipt.Accepted taken) {
    return new EventAccepted(
        taken.eventId(),
        "accepted",
        "Event queued for processing",
        taken.duplicate() ? Boolean.TRUE : null);
  }
}
