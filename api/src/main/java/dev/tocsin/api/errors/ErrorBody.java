package dev.tocsin.api.errors;

import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON objects that errors are answered with: problem details (RFC 9457, section 3). Where
 * existing clients know an error by other members, it has these as well and stays {@code
 * application/json}.
 */
final class ErrorBody {
  static final String TRY_AGAIN = "Please try again later";

  /** Of problem details (RFC 9457, section 6.1). */
  static final MediaType PROBLEM = new MediaType("application", "problem+json");

  private static final String TYPES = "urn:tocsin:problem:";
  private static final String KNOWN_BY = "error";

  private ErrorBody() {}

  /**
   * @param type its kind, for programs; never changes
   * @param title its kind, for people
   * @param detail what was wrong this time, and what to change
   */
  static Map<String, Object> problem(int status, String type, String title, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPES + type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    return body;
  }

  static Map<String, Object> invalidJson() {
    Map<String, Object> body =
        problem(400, "invalid-json", "Invalid JSON", "The body is not one JSON value in UTF-8");
    body.put(KNOWN_BY, "Invalid JSON in request body");
    return body;
  }

  /** Every fault, in the order of the fields. */
  static Map<String, Object> validation(List<String> faults) {
    Map<String, Object> body =
        problem(400, "validation", "Validation failed", String.join("; ", faults));
    body.put(KNOWN_BY, "Validation failed");
    body.put("details", List.copyOf(faults));
    return body;
  }

  /**
   * @param error what could not be done, in the words of existing clients
   */
  static Map<String, Object> unavailable(String error, String message) {
    Map<String, Object> body = unavailable(message);
    body.put(KNOWN_BY, error);
    body.put("message", message);
    return body;
  }

  static Map<String, Object> unavailable(String detail) {
    return problem(503, "unavailable", "Service unavailable", detail);
  }

  static MediaType mediaType(Map<String, Object> body) {
    return body.containsKey("type") && !body.containsKey(KNOWN_BY)
        ? PROBLEM
        : MediaType.APPLICATION_JSON_TYPE;
  }
}
