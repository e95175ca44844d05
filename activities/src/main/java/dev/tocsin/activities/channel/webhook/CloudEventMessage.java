package dev.tocsin.activities.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.contract.model.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event as a CloudEvent 1.0, by the CloudEvents SDK, whose extensions have the names by which
 * Tocsin takes them in. Its data are the details, byte for byte: the SDK writes them as it is given
 * them. What no CloudEvent can carry, an extension that is an array or an object, is left out.
 */
final class CloudEventMessage {
  /** Of events that have none, as a CloudEvent must. */
  private static final URI NO_SOURCE = URI.create("/tocsin");

  private static final JsonFormat FORMAT = new JsonFormat();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  /** Attributes, and the extensions that come from fields of the event. */
  private static final Set<String> TAKEN =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "time",
          "subject",
          "dataschema",
          "datacontenttype",
          "data",
          "severity",
          "title",
          "correlationid",
          "schemaversion",
          "subscriptionid");

  private CloudEventMessage() {}

  /** All of it in the body (CloudEvents' HTTP binding, section 3.2). */
  static WebhookMessage structured(Notification notification) {
    return new WebhookMessage(
        JsonFormat.CONTENT_TYPE, Map.of(), FORMAT.serialize(event(notification)));
  }

  /** Its attributes in headers (section 3.1), percent-encoded, which the SDK leaves to us. */
  static WebhookMessage binary(Notification notification) {
    Map<String, String> headers = new LinkedHashMap<>();
    HttpMessageFactory.createWriter(
            (name, value) -> headers.put(name, WebhookHeaders.percentEncoded(value)), body -> {})
        .writeBinary(event(notification));
    headers.remove("Content-Type");
    return new WebhookMessage(
        WebhookMessage.JSON, headers, notification.event().details().text().getBytes(UTF_8));
  }

  private static CloudEvent event(Notification notification) {
    Event event = notification.event();
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(event.eventId())
            .withSource(
                event.source().isEmpty()
                    ? NO_SOURCE
                    : reference(event.source()).orElseGet(() -> encoded(event.source())))
            .withType(text(event.type()))
            .withTime(event.time().atOffset(ZoneOffset.UTC))
            .withData(WebhookMessage.JSON, event.details().text().getBytes(UTF_8))
            .withExtension("severity", event.severity().name())
            .withExtension("title", text(event.title()))
            .withExtension("subscriptionid", notification.subscription().subscriptionId());
    add(builder, "correlationid", event.correlationId());
    add(builder, "schemaversion", event.schemaVersion());
    extensions(event)
        .properties()
        .forEach(extension -> add(builder, extension.getKey(), extension.getValue()));
    return builder.build();
  }

  private static void add(CloudEventBuilder builder, String name, @Nullable String value) {
    if (value != null) {
      builder.withExtension(name, text(value));
    }
  }

  private static void add(CloudEventBuilder builder, String name, JsonNode value) {
    if (name.equals("subject") && value.isTextual()) {
      builder.withSubject(text(value.textValue()));
    } else if (name.equals("dataschema") && value.isTextual()) {
      reference(value.textValue()).ifPresent(builder::withDataSchema);
    } else if (TAKEN.contains(name) || !NAME.matcher(name).matches()) {
      return;
    } else if (value.isTextual()) {
      builder.withExtension(name, text(value.textValue()));
    } else if (value.isBoolean()) {
      builder.withExtension(name, value.booleanValue());
    } else if (value.isInt()) {
      builder.withExtension(name, value.intValue());
    }
  }

  private static JsonNode extensions(Event event) {
    try {
      return JSON.readTree(event.extensions().text());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Extensions were JSON when they were stored", impossible);
    }
  }

  /** Without control characters, which no text of a CloudEvent may have. */
  private static String text(String value) {
    return CONTROL.matcher(value).replaceAll(" ");
  }

  private static Optional<URI> reference(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  /** Any text as a relative reference. */
  private static URI encoded(String text) {
    return URI.create(URLEncoder.encode(text, UTF_8).replace("+", "%20"));
  }
}
