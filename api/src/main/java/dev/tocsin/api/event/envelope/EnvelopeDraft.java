package dev.tocsin.api.event.envelope;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher sent in an envelope, checked.
 *
 * @param source 1 to 255 characters
 * @param type 1 to 255 characters
 * @param severity absent where the publisher gave none
 * @param time when it happened, to the microsecond; absent where the publisher does not say
 * @param details a JSON object
 * @param clientId what, together with the source, identifies the event; absent where nothing does
 * @param correlationId 1 to 255 characters; absent where the publisher gave none
 * @param schemaVersion 1 to 255 characters; absent where the publisher gave none
 * @param extensions what else the envelope says, a JSON object
 */
public record EnvelopeDraft(
    String source,
    String type,
    @Nullable Severity severity,
    String title,
    @Nullable Instant time,
    JsonText details,
    @Nullable String clientId,
    @Nullable String correlationId,
    @Nullable String schemaVersion,
    JsonText extensions) {

  /** The canonical event. */
  public Event received(Reception reception) {
    Instant receivedAt = reception.at();
    if (receivedAt.equals(time)) {
      // Equal times would say that the publisher gave none, and the same event, sent again later,
      // would have another content.
      receivedAt = receivedAt.plusMillis(1);
    }
    String eventId =
        clientId == null
            ? Identity.newEventId(receivedAt)
            : Identity.eventId(reception.tenant(), source, clientId);
    return new Event(
        eventId,
        reception.tenant(),
        source,
        type,
        type.toLowerCase(Locale.ROOT),
        severity == null ? reception.defaultSeverity().get() : severity,
        title,
        time == null ? receivedAt : time,
        receivedAt,
        details,
        correlationId == null ? eventId : correlationId,
        schemaVersion,
        reception.traced(extensions));
  }
}
