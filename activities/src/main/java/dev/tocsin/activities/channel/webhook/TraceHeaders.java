package dev.tocsin.activities.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.TraceContext;
import okhttp3.Headers;

/** Hands on the trace context that an event has in its extensions. */
final class TraceHeaders {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TraceHeaders() {}

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
    TraceContext.of(
            extensions.path(TraceContext.PARENT).asText(),
            extensions.path(TraceContext.STATE).asText())
        .ifPresent(
            trace -> {
              headers.set(TraceContext.PARENT, trace.parent());
              if (trace.state() != null) {
                headers.set(TraceContext.STATE, trace.state());
              }
            });
  }
}
