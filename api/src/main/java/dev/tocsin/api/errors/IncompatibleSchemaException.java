package dev.tocsin.api.errors;

import dev.tocsin.activities.eventtype.Violation;
import java.util.List;
import java.util.Map;

/** 409: subscribers of the last version could not read all events of the next. */
public final class IncompatibleSchemaException extends ApiException {
  public IncompatibleSchemaException(int last, List<Violation> incompatibilities) {
    super(409, body(last, incompatibilities));
  }

  private static Map<String, Object> body(int last, List<Violation> incompatibilities) {
    Map<String, Object> body =
        ErrorBody.problem(
            409,
            "incompatible-schema",
            "Incompatible schema",
            "The schema is not compatible with version "
                + last
                + "; ?force=true registers it nevertheless");
    body.put("incompatibilities", incompatibilities);
    return body;
  }
}
