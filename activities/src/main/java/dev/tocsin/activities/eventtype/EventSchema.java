package dev.tocsin.activities.eventtype;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON Schema 2020-12, ready to check the details of events. {@code format} is an annotation, as
 * the specification has it, and is not checked. Nothing is ever fetched. Thread-safe.
 */
public final class EventSchema {
  /** The longest schema, as compact JSON. */
  public static final int MOST_BYTES = 64 * 1024;

  /** How many violations are told of one event. */
  public static final int MOST_VIOLATIONS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(EventSchema.class);
  private static final int LONGEST_MESSAGE = 300;
  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .regularExpressionFactory(new LinearPatterns())
          .pathType(PathType.JSON_POINTER)
          .locale(Locale.ENGLISH)
          .build();
  private static final Schema META_SCHEMA =
      registry().getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
  }

  /** What is wrong with a schema; its pointers lead into the schema. */
  public static List<Violation> faultsOf(JsonText text) {
    if (text.text().getBytes(UTF_8).length > MOST_BYTES) {
      return fault("the schema must have at most " + MOST_BYTES / 1024 + " KiB");
    }
    JsonNode document = SchemaJson.read(text);
    if (!document.isObject()) {
      return fault("the schema must be an object");
    }
    try {
      List<Violation> faults = violations(META_SCHEMA, document);
      if (faults.isEmpty()) {
        faults = SchemaRules.faultsOf(document);
      }
      if (faults.isEmpty()) {
        // Only what the library can use is stored: at the door it would be too late to refuse.
        of(text).schema.initializeValidators();
      }
      return faults;
    } catch (RuntimeException | StackOverflowError refused) {
      LOG.warn("A schema that cannot be read: {}", refused.toString());
      return fault("the schema cannot be used");
    }
  }

  /**
   * @param text one that {@link #faultsOf} finds nothing wrong with
   */
  public static EventSchema of(JsonText text) {
    JsonNode document = SchemaJson.read(text);
    if (document instanceof ObjectNode object) {
      // References are all local: no document needs a name, and none can take another's.
      object.remove(List.of("$id", "$schema"));
    }
    return new EventSchema(registry().getSchema(document));
  }

  /** Where the details break the schema: the first {@link #MOST_VIOLATIONS}, by pointer. */
  public List<Violation> violations(JsonText details) {
    try {
      return violations(schema, SchemaJson.read(details));
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("Details could not be checked against a schema", defect);
      return fault("the details could not be checked");
    }
  }

  private static List<Violation> violations(Schema against, JsonNode document) {
    BoundedEvaluation evaluation =
        new BoundedEvaluation(against.createExecutionContext().getExecutionConfig());
    List<Error> errors;
    try {
      errors = against.validate(evaluation, document, OutputFormat.DEFAULT);
    } catch (BoundedEvaluation.TooMuch tooMuch) {
      return fault("the document is too large to be checked against so complex a schema");
    }
    return errors.stream()
        .map(EventSchema::violation)
        .distinct()
        .sorted(Comparator.comparing(Violation::pointer))
        .limit(MOST_VIOLATIONS)
        .toList();
  }

  private static Violation violation(Error error) {
    return new Violation(
        error.getInstanceLocation().toString(),
        error.getKeyword(),
        Text.shorten(error.getMessage(), LONGEST_MESSAGE));
  }

  private static List<Violation> fault(String message) {
    return List.of(new Violation("", "", message));
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        Dialects.getDraft202012(), builder -> builder.schemaRegistryConfig(CONFIG));
  }
}
