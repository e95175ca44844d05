package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.webhook.WebhookBody;
import dev.tocsin.activities.channel.webhook.WebhookHeaders;
import dev.tocsin.contract.model.Event;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A webhook as a message: its body as the text, its headers as attributes, so that one consumer can
 * read both.
 */
final class WebhookForm {
  private WebhookForm() {}

  /** Characters that XML lacks, which SQS and SNS refuse, are written as JSON escapes. */
  static String body(Notification notification) {
    return new String(WebhookBody.of(notification), StandardCharsets.UTF_8)
        .replace("\uFFFE", "\\ufffe")
        .replace("\uFFFF", "\\uffff");
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
