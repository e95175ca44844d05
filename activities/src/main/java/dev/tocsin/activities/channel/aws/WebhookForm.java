package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.webhook.WebhookBody;
import dev.tocsin.activities.channel.webhook.WebhookHeaders;
import dev.tocsin.contract.model.Event;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A webhook as a message: its body as the text, its headers as attributes, so that one consumer can
 * read both.
 */
final class WebhookForm {
  /** Of the characters that an event can hold; SQS names those that it takes (SendMessage). */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private WebhookForm() {}

  /**
   * As the subscription's transform or template shapes it, or else as JSON of the seven fields.
   * Characters that XML lacks, which SQS and SNS refuse, are written as JSON escapes; a text that
   * is not JSON loses them.
   */
  static String body(Notification notification) {
    return shaped(notification).orElseGet(() -> plain(notification));
  }

  /** What the subscription's transform or template makes of it; absent where it has neither. */
  static Optional<String> shaped(Notification notification) {
    return notification
        .message()
        .body()
        .map(
            body ->
                body.isJson()
                    ? withoutXmlGaps(body.text())
                    : NOT_IN_XML.matcher(body.text()).replaceAll(""));
  }

  /** The default. */
  static String plain(Notification notification) {
    return withoutXmlGaps(new String(WebhookBody.of(notification), StandardCharsets.UTF_8));
  }

  private static String withoutXmlGaps(String json) {
    return json.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
  }

  static Map<String, String> attributes(Notification notification) {
    Event event = notification.event();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("webhook-id", notification.deliveryId());
    attributes.put("X-Event-Type", WebhookHeaders.encoded(event.eventType()));
    attributes.put("X-Event-Id", event.eventId());
    if (event.correlationId() != null) {
      attributes.put("X-Correlation-Id", WebhookHeaders.encoded(event.correlationId()));
    }
    if (notification.test()) {
      attributes.put(WebhookHeaders.TEST, "true");
    }
    return attributes;
  }
}
