package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The event and its delivery as templates name them: docs/templates.md lists the fields. */
final class EventView {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EventView() {}

  static ObjectNode of(Event event, String subscriptionId, String deliveryId) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("eventId", event.eventId());
    view.put("eventType", event.eventType());
    view.put("type", event.type());
    view.put("source", event.source());
    view.put("severity", event.severity().name());
    view.put("title", event.title());
    view.put("time", iso(event.time()));
    view.put("receivedAt", iso(event.receivedAt()));
    view.set("details", ExactJson.known(event.details().text()));
    view.put("correlationId", event.correlationId());
    view.set("extensions", ExactJson.known(event.extensions().text()));
    view.put("subscriptionId", subscriptionId);
    view.put("deliveryId", deliveryId);
    view.put("tenant", event.tenant());
    return view;
  }

  static String iso(Instant time) {
    return MILLISECONDS.format(time);
  }
}
