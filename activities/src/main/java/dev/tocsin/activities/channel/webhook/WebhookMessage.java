package dev.tocsin.activities.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.template.Message;
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

  /** As the subscription's transform or template shapes it, or else in its format. */
  static WebhookMessage of(Notification notification) {
    return notification
        .message()
        .body()
        .map(WebhookMessage::shaped)
        .orElseGet(() -> inFormat(notification));
  }

  /** Text and XML say which encoding they are in; JSON has but one. */
  private static WebhookMessage shaped(Message.Body own) {
    String type = own.contentType();
    return new WebhookMessage(
        type.endsWith("json") ? type : type + "; charset=utf-8",
        Map.of(),
        own.text().getBytes(UTF_8));
  }

  private static WebhookMessage inFormat(Notification notification) {
    return switch (notification.subscription().format()) {
      case TOCSIN -> new WebhookMessage(JSON, Map.of(), WebhookBody.of(notification));
      case CLOUDEVENTS_STRUCTURED -> CloudEventMessage.structured(notification);
      case CLOUDEVENTS_BINARY -> CloudEventMessage.binary(notification);
    };
  }
}
