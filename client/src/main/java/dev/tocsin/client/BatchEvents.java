package dev.tocsin.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Events as they stand in a batch: written once, and each with an id, so that the whole batch or a
 * part of it can be sent again.
 */
final class BatchEvents {
  private BatchEvents() {}

  /**
   * @param event as the caller gave it
   * @param bytes of its JSON in UTF-8
   */
  record Written<E>(E event, RawValue json, int bytes) {}

  /**
   * @throws IllegalArgumentException where it cannot be written as JSON
   */
  static <E> Written<E> write(E event) {
    try {
      String json = Json.MAPPER.writeValueAsString(withId(Json.MAPPER.valueToTree(event)));
      return new Written<>(event, new RawValue(json), json.getBytes(StandardCharsets.UTF_8).length);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("An event cannot be written as JSON", e);
    }
  }

  /** An entry of a batch has no header of its own: the id takes the part of Idempotency-Key. */
  private static JsonNode withId(JsonNode event) {
    if (event instanceof ObjectNode object && !object.hasNonNull("id") && mayHaveNone(object)) {
      return object.put("id", UUID.randomUUID().toString());
    }
    return event;
  }

  /** CloudEvents and domain envelopes always have an id, in a place of their own. */
  private static boolean mayHaveNone(ObjectNode event) {
    if (event.has("eventType")) {
      return true;
    }
    return !event.has("specversion") && !event.path("detail").has("metadata");
  }
}
