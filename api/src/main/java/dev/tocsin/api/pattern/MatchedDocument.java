package dev.tocsin.api.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** What patterns see of an event. */
final class MatchedDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MatchedDocument() {}

  static String of(Event event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", event.eventId());
    document.put("source", event.source());
    document.put("detail-type", event.type());
    document.put("severity", event.severity().name());
    document.put("title", event.title());
    document.put("time", event.time().toString());
    document.put("detail", event.details());
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Text can always be written", impossible);
    }
  }
}
