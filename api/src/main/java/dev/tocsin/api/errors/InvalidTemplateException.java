package dev.tocsin.api.errors;

import dev.tocsin.activities.template.TemplateFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 400 {@code Validation failed} of a template that cannot be used, or that failed with an event:
 * one line as every validation has it, and beside it {@code fault}: part, line, column and reason.
 */
public final class InvalidTemplateException extends ApiException {
  public InvalidTemplateException(TemplateFault fault) {
    super(400, body(fault));
  }

  private static Map<String, Object> body(TemplateFault fault) {
    Map<String, Object> place = new LinkedHashMap<>();
    if (fault.part() != null) {
      place.put("part", fault.part());
    }
    place.put("line", fault.line());
    place.put("column", fault.column());
    place.put("reason", fault.reason());
    Map<String, Object> body = ErrorBody.validation(List.of(String.valueOf(fault.getMessage())));
    body.put("fault", place);
    return body;
  }
}
