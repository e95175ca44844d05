package dev.tocsin.api.page;

import java.util.Locale;

/** Foreign text on its way into a page: without effect, and nothing of it hidden. */
public final class PageText {
  private PageText() {}

  /**
   * For HTML text and quoted attributes. Characters that nobody would see, or that turn the text
   * around them (UTR #36, section 2.5), are told by their numbers: {@code [U+202E]}.
   */
  public static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        case '`' -> safe.append("&#96;");
        default -> {
          if (isHidden(c)) {
            safe.append(String.format(Locale.ROOT, "[U+%04X]", (int) c));
          } else {
            safe.append(c);
          }
        }
      }
    }
    return safe.toString();
  }

  /** The same JSON, with such characters as JSON's own escapes. */
  public static String json(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char c = json.charAt(at);
      if (isHidden(c)) {
        safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isHidden(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
        || c == '\u061C'
        || c == '\u200B'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\uFEFF';
  }
}
