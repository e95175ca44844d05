package dev.tocsin.api.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer 202.
 *
 * @param duplicate true where it was accepted before; absent otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventAccepted(String eventId, String status, String message, @Nullable Boolean duplicate) {

  /**
   * The answer to a receipt.
   *
   * @throws dev.tocsin.api.errors.ApiException where the event was not accepted
   */
  static EventAccepted of(Receipt receipt) {
    if (receipt instanceof Receipt.Accepted taken) {
      return of(taken);
    }
    if (receipt instanceof Receipt.Conflict known) {
      throw new ConflictException(
          "An event with this id was accepted before with other content: " + known.eventId());
    }
    if (receipt instanceof Receipt.Unavailable away) {
      throw new UnavailableException(
          "Failed to queue event",
          away.maybeTaken()
              ? "The event may have been taken. Send it again with the same id, so that it cannot"
                  + " be taken twice"
              : "Please try again later");
    }
    throw new InvalidRequestException(List.of("the event holds a value that cannot be stored"));
  }

  private static EventAccepted of(Receipt.Accepted taken) {
    return new EventAccepted(
        taken.eventId(),
        "accepted",
        "Event queued for processing",
        taken.duplicate() ? Boolean.TRUE : null);
  }
}
