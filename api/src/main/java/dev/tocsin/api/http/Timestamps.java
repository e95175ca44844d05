package dev.tocsin.api.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as the API answers them: ISO 8601, UTC, with milliseconds. */
public final class Timestamps {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  public static String iso(Instant time) {
    return FORM.format(time);
  }

  public static @Nullable String isoOrNull(@Nullable Instant time) {
    return time == null ? null : iso(time);
  }
}
