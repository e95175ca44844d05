package dev.tocsin.activities.template;

import java.io.IOException;
import java.io.Writer;

/** Takes as much text as is allowed. */
final class LimitedText extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int most;

  /**
   * @param most in characters
   */
  LimitedText(int most) {
    this.most = most;
  }

  /** Thrown by writing too much. */
  static final class Full extends IOException {}

  @Override
  public void write(char[] characters, int from, int length) throws Full {
    if (text.length() + length > most) {
      throw new Full();
    }
    text.append(characters, from, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
