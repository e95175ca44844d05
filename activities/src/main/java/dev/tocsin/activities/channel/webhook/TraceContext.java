package dev.tocsin.activities.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * The publisher's W3C trace context, handed on unchanged: Tocsin makes no spans of its own between.
 * It is kept in the event's extensions, under the names of CloudEvents' distributed tracing
 * extension, {@code traceparent} and {@code tracestate}.
 */
final class TraceContext {
  static final String PARENT = "traceparent";
  static final String STATE = "tracestate";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Trace Context, section 3.2: of version 00, and neither id all zeros. */
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** Section 3.3.1.5: at least 512 characters must go through. */
  private static final Pattern STATE_VALUE = Pattern.compile("[!-~]([ -~]{0,510}[!-~])?");

  private TraceContext() {}

  /** Adds nothing where the publisher gave no context, or none that a tracer could read. */
  static void addTo(Headers.Builder headers, Event event) {
    if (event.extensions().equals(JsonText.EMPTY_OBJECT)) {
      return;
    }
    JsonNode extensions;
    try {
      extensions = JSON.readTree(event.extensions().text());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Extensions were JSON when they were stored", impossible);
    }
    String parent = extensions.path(PARENT).asText();
    if (!VALID.matcher(parent).matches()) {
      return;
    }
    headers.set(PARENT, parent);
    String state = extensions.path(STATE).asText();
    if (STATE_VALUE.matcher(state).matches()) {
      headers.set(STATE, state);
    }
  }
}
