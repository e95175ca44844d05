package dev.tocsin.api.errors;

import java.util.LinkedHashMap;
import java.util.Map;

/** 429: the key's plan has nothing left for now; {@code Retry-After} says for how long. */
public final class LimitExceededException extends ApiException {
  /** The words that existing clients know. */
  public static final String RATE = "Too Many Requests";

  public static final String QUOTA = "Limit Exceeded";

  private final transient Map<String, String> headers;

  /**
   * @param message {@link #RATE} or {@link #QUOTA}
   * @param retryAfterSeconds at least 1
   * @param rateLimit the {@code RateLimit-} headers
   */
  public LimitExceededException(
      String message, long retryAfterSeconds, Map<String, String> rateLimit) {
    super(429, Map.of("message", message));
    this.headers = new LinkedHashMap<>(rateLimit);
    this.headers.put("Retry-After", Long.toString(retryAfterSeconds));
  }

  @Override
  public Map<String, String> headers() {
    return headers;
  }
}
