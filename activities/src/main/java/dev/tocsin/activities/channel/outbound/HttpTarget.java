package dev.tocsin.activities.channel.outbound;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** A target that is an HTTP or HTTPS URL. Checked with the parser that later makes the call. */
public final class HttpTarget {
  private static final int LONGEST = 2048;
  private static final Pattern SHAPE =
      Pattern.compile("(?i)https?://[^/\\\\?#\\s\\p{Cc}][^\\p{Cc}]*");

  private HttpTarget() {}

  /**
   * The URL; empty where the text is none with a host, is over 2,048 characters, carries user
   * information (it would end up in logs and be shown to operators), control characters, or white
   * space at either end.
   */
  public static Optional<HttpUrl> parse(String target) {
    if (target.length() > LONGEST
        || !target.equals(target.strip())
        || !SHAPE.matcher(target).matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(HttpUrl.parse(target))
        .filter(url -> url.encodedUsername().isEmpty() && url.encodedPassword().isEmpty());
  }

  /** Host, and port where it is not the scheme's own: path and query may hold a secret. */
  public static String where(String target) {
    return parse(target).map(HttpTarget::authority).orElse("invalid URL");
  }

  private static String authority(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }
}
