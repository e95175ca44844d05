package dev.tocsin.api.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.eventtype.EventSchema;
import dev.tocsin.activities.eventtype.Violation;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.SchemaViolationException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to become a version of an event type, checked for itself. */
record EventTypeDraft(
    JsonText schema,
    @Nullable String description,
    @Nullable JsonText example,
    @Nullable String owner,
    @Nullable String domain) {
  private static final Set<String> FIELDS =
      Set.of("schema", "description", "example", "owner", "domain");
  private static final int LONGEST_DESCRIPTION = 4_096;
  private static final int LONGEST_NAME = 255;

  /**
   * @throws InvalidRequestException with every fault of the fields
   * @throws SchemaViolationException where the schema is not taken, or the example does not fit it
   */
  static EventTypeDraft of(JsonBody body) {
    List<String> faults = new ArrayList<>();
    JsonNode schema = body.field("schema");
    if (!schema.isObject()) {
      faults.add("schema is required and must be an object");
    }
    JsonNode example = body.field("example");
    if (!example.isMissingNode() && !example.isObject()) {
      faults.add("example must be an object if provided");
    }
    String description = text(body, "description", LONGEST_DESCRIPTION, faults);
    String owner = text(body, "owner", LONGEST_NAME, faults);
    String domain = text(body, "domain", LONGEST_NAME, faults);
    faults.addAll(body.odditiesIn(FIELDS));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    JsonText text = JsonBody.compact(schema);
    refuse("schema", EventSchema.faultsOf(text));
    JsonText sample = example.isMissingNode() ? null : JsonBody.compact(example);
    if (sample != null) {
      refuse("example", EventSchema.of(text).violations(sample));
    }
    return new EventTypeDraft(text, description, sample, owner, domain);
  }

  private static void refuse(String document, List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new SchemaViolationException(document, violations);
    }
  }

  private static @Nullable String text(
      JsonBody body, String field, int longest, List<String> faults) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isEmpty() || value.textValue().length() > longest) {
      faults.add(field + " must be a string of 1 to " + longest + " characters if provided");
      return null;
    }
    return value.textValue();
  }
}
