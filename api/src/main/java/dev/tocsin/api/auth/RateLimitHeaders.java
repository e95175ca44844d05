package dev.tocsin.api.auth;

import dev.tocsin.store.key.KeyUsage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a caller stands with its plan, as the three fields of
 * draft-ietf-httpapi-ratelimit-headers-06, the last of the drafts that has them.
 */
final class RateLimitHeaders {
  private RateLimitHeaders() {}

  static Map<String, String> of(KeyUsage usage) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("RateLimit-Limit", Long.toString(usage.limit()));
    headers.put("RateLimit-Remaining", Long.toString(usage.remaining()));
    headers.put("RateLimit-Reset", Long.toString(seconds(usage.reset())));
    return headers;
  }

  /**
   * Rounded up, so that whoever waits for as long is not refused again; of a refusal at least 1.
   */
  static long seconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }
}
