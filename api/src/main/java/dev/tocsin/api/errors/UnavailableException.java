package dev.tocsin.api.errors;

import java.util.Map;

/** 503 with {@code Retry-After}: PostgreSQL or Temporal is away, or too much is waiting. */
public final class UnavailableException extends ApiException {
  /** What a caller is asked to wait, in seconds. */
  public static final int RETRY_AFTER_SECONDS = 5;

  /**
   * @param error what could not be done, in the words of existing clients
   * @param message what to do
   */
  public UnavailableException(String error, String message) {
    super(503, ErrorBody.unavailable(error, message));
  }

  /**
   * @param detail what could not be done, and what to do
   */
  public UnavailableException(String detail) {
    super(503, ErrorBody.unavailable(detail));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
  }
}
