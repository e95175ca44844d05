package dev.tocsin.activities.channel.outbound;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether targets may lie in networks that the public internet does not reach. */
public enum PrivateTargets {
  /** For a laptop and for tests: every address. */
  ALLOW,
  /** For production: public addresses only. */
  DENY;

  /** The value of that name in any case ({@code allow}, {@code deny}); empty for other text. */
  public static Optional<PrivateTargets> parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(value -> value.name().equals(upper)).findFirst();
  }
}
