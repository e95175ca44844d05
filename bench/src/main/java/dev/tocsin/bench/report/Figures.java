package dev.tocsin.bench.report;

import java.util.Locale;

/** Numbers as people read them: three digits say enough of what is measured. */
final class Figures {
  private static final double WHOLE = 100;
  private static final double TENTHS = 10;

  private Figures() {}

  static String ratio(double value) {
    return text(value) + " ×";
  }

  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return decimal(((Number) value).doubleValue());
    }
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(value);
  }

  private static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size == Math.rint(size) || size >= WHOLE) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= TENTHS ? "%.1f" : "%.2f", value);
  }
}
