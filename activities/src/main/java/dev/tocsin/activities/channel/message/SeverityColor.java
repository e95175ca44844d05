package dev.tocsin.activities.channel.message;

import dev.tocsin.contract.model.Severity;

/** The colours of the severities, the same in every channel. */
public final class SeverityColor {
  private SeverityColor() {}

  /** {@code #rrggbb}, dark enough for white letters on it (contrast at least 4.5, WCAG 2.2 AA). */
  public static String of(Severity severity) {
    return switch (severity) {
      case LOW -> "#475569";
      case MEDIUM -> "#1d4ed8";
      case HIGH -> "#c2410c";
      case CRITICAL -> "#b91c1c";
    };
  }

  /** A circle of about that colour, for where text is all there is. */
  public static String circle(Severity severity) {
    return switch (severity) {
      case LOW -> "⚪";
      case MEDIUM -> "🔵";
      case HIGH -> "🟠";
      case CRITICAL -> "🔴";
    };
  }
}
