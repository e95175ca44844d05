package dev.tocsin.api.errors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON objects that errors are answered with. */
final class ErrorBody {
  static final String TRY_AGAIN = "Please try again later";

  private ErrorBody() {}

  static Map<String, Object> of(String error) {
    return Map.of("error", error);
  }

  static Map<String, Object> of(String error, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("message", message);
    return body;
  }

  static Map<String, Object> validation(List<String> faults) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "Validation failed");
    body.put("details", List.copyOf(faults));
    return body;
  }
}
