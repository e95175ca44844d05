package dev.tocsin.activities.channel.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.contract.model.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a subscriber receives: the seven fields of old, always in this order, and what correlates.
 */
public final class WebhookBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private WebhookBody() {}

  /** As UTF-8. The details stand as they were published, digits and order of keys included. */
  public static byte[] of(Notification notification) {
    Event event = notification.event();
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("eventId", event.eventId());
      json.writeStringField("eventType", event.eventType());
      json.writeStringField("severity", event.severity().name());
      json.writeStringField("title", event.title());
      json.writeFieldName("details");
      json.writeRawValue(event.details().text());
      json.writeStringField("receivedAt", MILLISECONDS.format(event.receivedAt()));
      json.writeStringField("subscriptionId", notification.subscription().subscriptionId());
      if (event.correlationId() != null) {
        json.writeStringField("correlationId", event.correlationId());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }
}
