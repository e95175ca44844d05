package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A JSON value of the event as a template sees it. */
record Seen(JsonNode json, Effort effort) {

  /** What the library knows how to handle: null and booleans as Java's, all else as seen here. */
  @Nullable Object value() {
    if (json.isNull()) {
      return null;
    }
    return json.isBoolean() ? json.booleanValue() : this;
  }

  Seen of(JsonNode other) {
    return new Seen(other, effort);
  }
}
