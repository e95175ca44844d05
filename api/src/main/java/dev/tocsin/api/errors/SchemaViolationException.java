package dev.tocsin.api.errors;

import dev.tocsin.activities.eventtype.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 400 {@code Validation failed}, with one line for each violation as every validation has it, and
 * beside them {@code violations}: pointer, keyword and message of each.
 */
public final class SchemaViolationException extends ApiException {
  private static final Set<String> FIELDS = Set.of("eventType", "schemaVersion");

  /**
   * @param document the field of the body that the pointers lead into
   */
  public SchemaViolationException(String document, List<Violation> violations) {
    super(400, body(document, violations));
  }

  private static Map<String, Object> body(String document, List<Violation> violations) {
    Map<String, Object> body =
        ErrorBody.validation(violations.stream().map(each -> line(document, each)).toList());
    body.put("violations", violations);
    return body;
  }

  private static String line(String document, Violation violation) {
    String where =
        FIELDS.contains(violation.keyword()) ? violation.keyword() : document + violation.pointer();
    return where + ": " + violation.message();
  }
}
