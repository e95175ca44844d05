package dev.tocsin.activities.channel.telegram;

import dev.tocsin.activities.channel.message.EscapedText;

/** Escaping for MarkdownV2 (Telegram Bot API, "Formatting options"). */
final class MarkdownV2 {
  /** What must be escaped anywhere but in code and links, and the backslash itself. */
  static final String RESERVED = "_*[]()~`>#+-=|{}.!\\";

  private MarkdownV2() {}

  /** As text, at most {@code max} characters with the escapes. */
  static String text(String raw, int max) {
    return escaped(raw, max, RESERVED);
  }

  /** As text between backticks, one or three. */
  static String code(String raw, int max) {
    return escaped(raw, max, "`\\");
  }

  /** As the address between the parentheses of a link. */
  static String address(String raw, int max) {
    return escaped(raw, max, ")\\");
  }

  private static String escaped(String raw, int max, String reserved) {
    return EscapedText.fit(
        raw,
        max,
        character ->
            (reserved.indexOf(character) >= 0 ? "\\" : "") + Character.toString(character));
  }
}
