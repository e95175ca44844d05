package dev.tocsin.activities.channel.webhook;

import dev.tocsin.activities.channel.Notification;
import java.util.Map;

/**
 * What a webhook says, in the form that its subscription asks for.
 *
 * @param contentType of the body
 * @param headers that belong to the form; those of every webhook come on top
 * @param body the very bytes that are signed and sent; not copied
 */
record WebhookMessage(String contentType, Map<String, String> headers, byte[] body) {
  static final String JSON = "application/json";

  static WebhookMessage of(Notification notification) {
    return switch (notification.subscription().format()) {
      case TOCSIN -> new WebhookMessage(JSON, Map.of(), WebhookBody.of(notification));
      case CLOUDEVENTS_STRUCTURED -> CloudEventMessage.structured(notification);
      case CLOUDEVENTS_BINARY -> CloudEventMessage.binary(notification);
    };
  }
}
