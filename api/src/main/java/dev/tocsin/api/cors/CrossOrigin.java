package dev.tocsin.api.cors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers of the Fetch standard's CORS protocol. */
public final class CrossOrigin {
  /** What pages may read of an answer beyond the few headers that the standard allows anyway. */
  static final String EXPOSED =
      "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, Location,"
          + " X-Correlation-Id";

  private static final String REQUESTABLE =
      "Content-Type, x-api-key, Authorization, Idempotency-Key, traceparent, tracestate";

  /** What Temporal's UI sends. */
  private static final String REQUESTABLE_WITH_COOKIES =
      "Content-Type, Authorization, Authorization-Extras, X-Namespace";

  private static final Pattern CLOUD_EVENT_ATTRIBUTE = Pattern.compile("ce-[a-z0-9]{1,100}");

  private final List<String> allowed;
  private final boolean cookies;

  /**
   * @param allowed origins whose pages may call the API; {@code *} stands for all
   */
  public CrossOrigin(List<String> allowed) {
    this(allowed, false);
  }

  private CrossOrigin(List<String> allowed, boolean cookies) {
    this.allowed = List.copyOf(allowed);
    this.cookies = cookies;
  }

  /**
   * For paths that take a cookie, so that a page may do what its visitor may.
   *
   * @param allowed origins whose pages may call; each is named, {@code *} stands for none
   */
  public static CrossOrigin withCookies(List<String> allowed) {
    return new CrossOrigin(allowed, true);
  }

  /**
   * What every answer has.
   *
   * @param origin the request's header of that name
   */
  public Map<String, String> answer(@Nullable String origin) {
    Map<String, String> headers = origin(origin);
    headers.put("Access-Control-Allow-Headers", "Content-Type");
    headers.put("Access-Control-Expose-Headers", EXPOSED);
    return headers;
  }

  /**
   * What the answer to a pre-flight has. Attributes of CloudEvents have any name, and the
   * standard's {@code *} neither stands for the rest of a name nor allows {@code Authorization}: so
   * those that the page asks for are repeated.
   *
   * @param requested {@code Access-Control-Request-Headers}
   */
  Map<String, String> preflight(@Nullable String origin, @Nullable String requested) {
    Map<String, String> headers = origin(origin);
    headers.put(
        "Access-Control-Allow-Headers",
        Stream.concat(
                Stream.of(cookies ? REQUESTABLE_WITH_COOKIES : REQUESTABLE), attributes(requested))
            .collect(Collectors.joining(", ")));
    headers.put("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
    headers.put("Access-Control-Max-Age", "3600");
    return headers;
  }

  private static Stream<String> attributes(@Nullable String requested) {
    return requested == null
        ? Stream.empty()
        : Stream.of(requested.split(",", -1))
            .map(name -> name.trim().toLowerCase(Locale.ROOT))
            .filter(name -> CLOUD_EVENT_ATTRIBUTE.matcher(name).matches());
  }

  private Map<String, String> origin(@Nullable String origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!cookies && allowed.contains("*")) {
      headers.put("Access-Control-Allow-Origin", "*");
      return headers;
    }
    headers.put("Vary", "Origin");
    if (origin != null && allowed.contains(origin)) {
      headers.put("Access-Control-Allow-Origin", origin);
      if (cookies) {
        headers.put("Access-Control-Allow-Credentials", "true");
      }
    }
    return headers;
  }
}
