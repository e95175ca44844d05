package dev.tocsin.api.event.envelope;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Media types, in any case and with any parameters (RFC 9110, section 8.3.1). */
final class MediaTypes {
  private static final Pattern JSON = Pattern.compile("[^/]+/(json|[^/]+\\+json)");

  private MediaTypes() {}

  /** In lower case and without parameters; empty where there is none. */
  static String essence(@Nullable String mediaType) {
    return mediaType == null ? "" : mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** {@code application/json}, {@code text/json} and everything that ends in {@code +json}. */
  static boolean isJson(String mediaType) {
    return JSON.matcher(essence(mediaType)).matches();
  }
}
