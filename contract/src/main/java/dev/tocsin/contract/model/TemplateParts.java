package dev.tocsin.contract.model;

import org.jspecify.annotations.Nullable;

/**
 * Mustache templates for the parts of a message; what is absent is written in the default way.
 *
 * @param subject of a mail
 * @param html of a mail
 * @param text of a mail
 * @param body of a webhook
 * @param contentType of the webhook's body, by which values are escaped in it; absent: {@code
 *     application/json}
 * @param chat a message in a chat channel
 * @param strict whether a variable that the event does not have is an error, and not an empty text
 */
public record TemplateParts(
    @Nullable String subject,
    @Nullable String html,
    @Nullable String text,
    @Nullable String body,
    @Nullable String contentType,
    @Nullable String chat,
    boolean strict) {

  /** Of all parts together, in characters. */
  public int length() {
    return length(subject) + length(html) + length(text) + length(body) + length(chat);
  }

  private static int length(@Nullable String part) {
    return part == null ? 0 : part.length();
  }
}
