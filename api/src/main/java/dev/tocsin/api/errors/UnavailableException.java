package dev.tocsin.api.errors;

import java.util.Map;

/** 503 with {@code Retry-After}: PostgreSQL or Temporal is away, or too much is waiting. */
public final class UnavailableException extends ApiException {
  /** What a caller is asked to wait, in seconds. */
  public static final int RETRY_AFTER_SECONDS = 5;

  public UnavailableException(String error, String message) {
    super(503, ErrorBody.of(error, message));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
  }
}
