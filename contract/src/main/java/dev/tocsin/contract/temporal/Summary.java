package dev.tocsin.contract.temporal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One-line summaries for the Temporal UI. */
public final class Summary {
  /** Temporal refuses a start whose summary has more than 400 bytes as JSON. */
  private static final int MOST_BYTES = 200;

  private Summary() {}

  /** On one line, and cut to 200 bytes of UTF-8 at the end of a character. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      String shown =
          Character.isISOControl(character) ? " " : new String(Character.toChars(character));
      bytes += shown.getBytes(UTF_8).length;
      if (bytes > MOST_BYTES) {
        return line.append('…').toString();
      }
      line.append(shown);
    }
    return line.toString();
  }
}
