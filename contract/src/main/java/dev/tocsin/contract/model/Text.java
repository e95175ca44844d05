package dev.tocsin.contract.model;

/** Cutting text that is shown or indexed where only so much fits. */
public final class Text {
  private Text() {}

  /**
   * {@code text} where it has at most {@code max} characters; otherwise its beginning and an
   * ellipsis, {@code max} characters in all, never half of a surrogate pair.
   */
  public static String shorten(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
