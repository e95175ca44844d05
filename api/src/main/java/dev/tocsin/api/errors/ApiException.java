package dev.tocsin.api.errors;

import java.util.Map;

/** What is answered instead of a result. Each kind of it is one class in this package. */
public abstract class ApiException extends RuntimeException {
  private final int status;
  private final transient Map<String, Object> body;

  ApiException(int status, Map<String, Object> body) {
    // No stack trace: it is an answer, and made thousands of times a second under load.
    super(String.valueOf(body), null, false, false);
    this.status = status;
    this.body = body;
  }

  /** The HTTP status. */
  public final int status() {
    return status;
  }

  /** Headers that the answer has besides the usual ones; mostly none. */
  public Map<String, String> headers() {
    return Map.of();
  }

  /** The answer's JSON object. */
  public final Map<String, Object> body() {
    return body;
  }
}
