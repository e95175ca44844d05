package dev.tocsin.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.envelope.CloudEventForm;
import dev.tocsin.api.event.envelope.EventBridgeForm;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which form an event was published in, and makes the one canonical event of it. */
public final class EventForms {
  private EventForms() {}

  /**
   * An event that its fields tell the form of. {@code eventType} goes before all others: whatever
   * else stands beside it was ignored before there were other forms.
   *
   * @param idempotencyKey the header of that name, for the forms whose events may have no id
   * @throws dev.tocsin.api.errors.ApiException where it is none
   */
  public static Event read(JsonBody body, @Nullable String idempotencyKey, Reception reception) {
    JsonNode root = body.root();
    if (!root.has("eventType")) {
      if (root.has("specversion")) {
        return CloudEventForm.structured(body).received(reception);
      }
      if (root.has("detail-type")) {
        return EventBridgeForm.of(body, idempotencyKey).received(reception);
      }
    }
    return EventDraft.of(body, idempotencyKey).received(reception);
  }

  /**
   * The event of one request.
   *
   * @throws dev.tocsin.api.errors.ApiException where it is none
   */
  static Event read(Publication sent, Reception reception) {
    return switch (sent.mode()) {
      case BINARY ->
          CloudEventForm.binary(sent.headers(), sent.contentType(), sent.body())
              .received(reception);
      case STRUCTURED -> CloudEventForm.structured(JsonBody.parse(sent.body())).received(reception);
      case BY_FIELDS -> read(JsonBody.parse(sent.body()), sent.idempotencyKey(), reception);
      case BATCH ->
          throw new InvalidRequestException(
              List.of("Content-Type: POST /events/batch takes a batch of events"));
    };
  }
}
