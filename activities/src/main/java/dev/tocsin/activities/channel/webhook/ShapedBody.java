package dev.tocsin.activities.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.activities.channel.Notification;

/**
 * What a webhook carries, as the subscription shapes it.
 *
 * @param contentType of the body
 * @param body the very bytes that are sent; not copied
 */
record ShapedBody(String contentType, byte[] body) {
  private static final String JSON = "application/json";

  /** By the subscription's transform or template, or else the default. */
  static ShapedBody of(Notification notification) {
    return notification
        .message()
        .body()
        .map(own -> new ShapedBody(header(own.contentType()), own.text().getBytes(UTF_8)))
        .orElseGet(() -> new ShapedBody(JSON, WebhookBody.of(notification)));
  }

  /** Text and XML say which encoding they are in; JSON has but one. */
  private static String header(String contentType) {
    return contentType.endsWith("json") ? contentType : contentType + "; charset=utf-8";
  }
}
