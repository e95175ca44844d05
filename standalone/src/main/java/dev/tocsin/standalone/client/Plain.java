package dev.tocsin.standalone.client;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Texts of strangers and times, as they are shown on a terminal. */
final class Plain {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private Plain() {}

  /** Without line breaks and escape sequences: whoever publishes does not command the terminal. */
  static String text(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]|\\p{Cf}", " ");
  }

  /** UTC; the day, or wide to the millisecond. */
  static String date(Instant time, boolean wide) {
    return wide ? time.toString() : DAY.format(time);
  }

  /** UTC; to the minute, or wide to the millisecond. */
  static String time(@Nullable Instant time, boolean wide) {
    if (time == null) {
      return "";
    }
    return wide ? time.toString() : SHORT.format(time);
  }
}
