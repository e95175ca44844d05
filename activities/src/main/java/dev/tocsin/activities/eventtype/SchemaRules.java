package dev.tocsin.activities.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.eventtype.SchemaKeywords.Inner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Tocsin asks of a schema beyond the meta-schema, so that checking an event always ends soon:
 * references only to the schema's own definitions, no recursion, regular expressions of linear
 * time, and a bound on all of it once references are followed.
 */
final class SchemaRules {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final Pattern LOCAL = Pattern.compile("#/(\\$defs|definitions)/[^/~%]+");
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "$anchor",
          "$dynamicAnchor",
          "$dynamicRef",
          "$recursiveAnchor",
          "$recursiveRef",
          "$vocabulary",
          "dependencies");

  private final Map<String, JsonNode> places = new LinkedHashMap<>();
  private final List<Violation> faults = new ArrayList<>();

  private SchemaRules() {}

  /**
   * @param schema one that the meta-schema finds valid
   */
  static List<Violation> faultsOf(JsonNode schema) {
    SchemaRules rules = new SchemaRules();
    rules.visit("", schema);
    return rules.faults.isEmpty() ? SchemaWeight.faultsOf(rules.places) : rules.faults;
  }

  private void visit(String at, JsonNode schema) {
    places.put(at, schema);
    String dialect = schema.path("$schema").asText(DIALECT);
    if (!dialect.equals(DIALECT) && !dialect.equals(DIALECT + "#")) {
      fault(at, "$schema", "must be " + DIALECT);
    }
    if (!at.isEmpty() && schema.has("$id")) {
      fault(at, "$id", "can only stand at the top of the schema");
    }
    for (String keyword : UNSUPPORTED) {
      if (schema.has(keyword)) {
        fault(at, keyword, keyword + " is not supported");
      }
    }
    JsonNode ref = schema.path("$ref");
    if (!ref.isMissingNode() && !LOCAL.matcher(ref.asText()).matches()) {
      fault(at, "$ref", "$ref must name a definition of this schema, as #/$defs/address does");
    }
    if (schema.has("pattern")) {
      regex(at, "pattern", schema.path("pattern").asText());
    }
    for (Inner inner : SchemaKeywords.inside(at, schema)) {
      if (inner.keyword().equals("patternProperties")) {
        regex(at, "patternProperties", inner.name());
      }
      visit(inner.pointer(), inner.schema());
    }
  }

  private void regex(String at, String keyword, String regex) {
    LinearPatterns.faultOf(regex).ifPresent(fault -> fault(at, keyword, fault));
  }

  private void fault(String at, String keyword, String message) {
    faults.add(new Violation(SchemaKeywords.child(at, keyword), keyword, message));
  }
}
