package dev.tocsin.api.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.api.http.JsonBody;
import java.util.Optional;

/** Checks a pattern from a request: its form, its length, and its language. */
public final class PatternFaults {
  /** The longest pattern, as compact JSON. */
  public static final int MOST_BYTES = 16 * 1024;

  private PatternFaults() {}

  /** What is wrong with it, as the API answers it. */
  public static Optional<String> of(JsonNode pattern) {
    if (!pattern.isObject()) {
      return Optional.of("pattern must be an object");
    }
    String text = JsonBody.compact(pattern).text();
    if (text.getBytes(UTF_8).length > MOST_BYTES) {
      return Optional.of("pattern must have at most " + MOST_BYTES / 1024 + " KiB");
    }
    return EventPattern.faultOf(text).map(fault -> "pattern is not valid: " + fault);
  }
}
