package dev.tocsin.activities.channel.message;

import java.util.function.IntFunction;

/** Text as a provider's markup can carry it, cut where only so much fits. */
public final class EscapedText {
  private EscapedText() {}

  /**
   * {@code raw} with each character escaped, at most {@code max} UTF-16 units in all. What is too
   * long ends in an ellipsis; no cut goes through a character or its escape.
   *
   * @param max from 1
   * @param escape from a code point to what stands for it
   */
  public static String fit(String raw, int max, IntFunction<String> escape) {
    StringBuilder fitted = new StringBuilder();
    int leavesRoom = 0;
    for (int at = 0; at < raw.length(); ) {
      int character = raw.codePointAt(at);
      at += Character.charCount(character);
      fitted.append(escape.apply(character));
      if (fitted.length() > max) {
        fitted.setLength(leavesRoom);
        return fitted.append('…').toString();
      }
      if (fitted.length() < max) {
        leavesRoom = fitted.length();
      }
    }
    return fitted.toString();
  }
}
