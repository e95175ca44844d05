package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.TraceContext;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what an event says, so that the same id with the same content is told from the same id
 * with another. Neither its id nor the time of receipt counts, nor the trace context, which may be
 * another with each time it is sent; objects count without the order of their keys, and numbers by
 * their value ({@code 1.0} is {@code 1}), as another JSON library may write the same event
 * differently when it is sent again.
 */
final class ContentHash {
  private final StringBuilder canonical = new StringBuilder(512);

  private ContentHash() {}

  static byte[] of(Event event) {
    ContentHash hash = new ContentHash();
    hash.text(event.source());
    hash.text(event.type());
    hash.text(event.severity().name());
    hash.text(event.title());
    // Where the publisher gave no time, it is the time of receipt.
    hash.optional(event.time().equals(event.receivedAt()) ? null : event.time().toString());
    // Where the publisher gave none, it is the event's own id.
    hash.optional(event.eventId().equals(event.correlationId()) ? null : event.correlationId());
    hash.optional(event.schemaVersion());
    hash.json(event.details());
    hash.json(event.extensions(), Set.of(TraceContext.PARENT, TraceContext.STATE));
    return sha256(hash.canonical.toString());
  }

  private void text(String value) {
    // The length first: no two different lists of texts make the same canonical form.
    canonical.append('s').append(value.length()).append(':').append(value);
  }

  private void optional(@Nullable String value) {
    if (value == null) {
      canonical.append('-');
    } else {
      text(value);
    }
  }

  private void json(JsonText json) {
    json(json, Set.of());
  }

  /**
   * @param left fields that do not count
   */
  private void json(JsonText json, Set<String> left) {
    if (json.equals(JsonText.EMPTY_OBJECT)) {
      canonical.append("{}");
      return;
    }
    JsonNode value = JsonBody.parse(json.text().getBytes(UTF_8)).root();
    if (value instanceof ObjectNode object) {
      object.remove(left);
    }
    json(value);
  }

  private void json(JsonNode value) {
    if (value.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      canonical.append('{');
      sorted.forEach(
          (name, element) -> {
            text(name);
            json(element);
          });
      canonical.append('}');
    } else if (value.isArray()) {
      canonical.append('[');
      List.copyOf(value.valueStream().toList()).forEach(this::json);
      canonical.append(']');
    } else if (value.isNumber()) {
      canonical.append('n').append(plain(value.decimalValue())).append(';');
    } else if (value.isTextual()) {
      text(value.textValue());
    } else {
      canonical.append(value.asText()).append(';');
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
