package dev.tocsin.contract.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How urgent an event is, in rising order. A subscription's filter lets through its own and above.
 */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** The severity of that name in any case; empty for any other text. */
  public static Optional<Severity> parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(severity -> severity.name().equals(upper)).findFirst();
  }

  /** Whether this severity is at or above {@code floor}. */
  public boolean reaches(Severity floor) {
    return compareTo(floor) >= 0;
  }
}
