package dev.tocsin.api.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Subscription;
import java.time.Instant;
import java.util.List;

/**
 * A change of some fields. What the body names replaces the field as a whole, null takes it away,
 * and the result is checked as if it were created anew.
 */
final class SubscriptionPatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonBody body;
  private final SubscriptionRules rules;

  SubscriptionPatch(JsonBody body, SubscriptionRules rules) {
    if (!body.root().isObject()) {
      throw new InvalidRequestException(List.of("the body must be an object"));
    }
    this.body = body;
    this.rules = rules;
  }

  /**
   * @throws InvalidRequestException where the result would not be a good subscription
   */
  Subscription apply(Subscription before, Instant now) {
    JsonNode merged = editable(before);
    for (String field : SubscriptionRules.FIELDS) {
      JsonNode value = body.root().get(field);
      if (value != null && merged instanceof ObjectNode object) {
        object.set(field, value);
      }
    }
    return rules
        .check(new JsonBody(merged, body.oddities()), before.toBuilder())
        .updatedAt(now)
        .build();
  }

  /** Whether it orders that deliveries go out. */
  boolean activates() {
    JsonNode active = body.root().get("active");
    return active != null && active.isBoolean() && active.booleanValue();
  }

  /** Whether it changes how fast its target is sent to. */
  boolean changesLimits() {
    return body.root().has("limits");
  }

  private static JsonNode editable(Subscription before) {
    try {
      return JsonBody.parse(JSON.writeValueAsString(SubscriptionAnswer.of(before)).getBytes(UTF_8))
          .root();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A subscription can always be written", impossible);
    }
  }
}
