package dev.tocsin.activities.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.contract.model.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether subscribers of the last version can read every event of the next: the next may promise
 * more and allow less, never the other way round. A conservative comparison of structure: what it
 * cannot compare must be equal.
 */
public final class Compatibility {
  private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$id",
          "$schema",
          "$comment",
          "title",
          "description",
          "default",
          "deprecated",
          "examples",
          "readOnly",
          "writeOnly");
  private static final Set<String> STRUCTURE =
      Set.of("type", "enum", "const", "required", "properties", "additionalProperties", "items");
  private static final Set<String> LEAST =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> MOST =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  private final List<Violation> faults = new ArrayList<>();

  private Compatibility() {}

  /**
   * What of the next version a subscriber of the last could not read; pointers lead into the next.
   */
  public static List<Violation> faultsOf(JsonText last, JsonText next) {
    Compatibility comparison = new Compatibility();
    comparison.compare("", SchemaJson.read(last), SchemaJson.read(next));
    return comparison.faults;
  }

  private void compare(String at, JsonNode last, JsonNode next) {
    if (isFalse(next) || isTrue(last) || last.equals(next)) {
      return;
    }
    if (isFalse(last)) {
      fault(at, "false", "was not allowed in the last version");
      return;
    }
    JsonNode now = isTrue(next) ? ANYTHING : next;
    types(at, last, now);
    values(at, last, now);
    required(at, last, now);
    properties(at, last, now);
    compare(SchemaKeywords.child(at, "items"), inner(last, "items"), inner(now, "items"));
    bounds(at, last, now);
    theRest(at, last, now);
  }

  private void types(String at, JsonNode last, JsonNode next) {
    Set<String> before = texts(last.path("type"));
    Set<String> now = texts(next.path("type"));
    if (before.isEmpty()) {
      return;
    }
    if (now.isEmpty()) {
      fault(at, "type", "must stay " + before);
    }
    for (String type : now) {
      if (!before.contains(type) && !(type.equals("integer") && before.contains("number"))) {
        fault(at, "type", type + " was not a type in the last version");
      }
    }
  }

  private void values(String at, JsonNode last, JsonNode next) {
    Set<JsonNode> before = allowed(last);
    Set<JsonNode> now = allowed(next);
    if (!last.has("enum") && !last.has("const")) {
      return;
    }
    if (!next.has("enum") && !next.has("const")) {
      fault(at, "enum", "allows values that the last version did not have");
    }
    for (JsonNode value : now) {
      if (!before.contains(value)) {
        fault(at, "enum", "the last version did not have the value " + value);
      }
    }
  }

  private void required(String at, JsonNode last, JsonNode next) {
    Set<String> dropped = texts(last.path("required"));
    dropped.removeAll(texts(next.path("required")));
    for (String name : dropped) {
      fault(at, "required", "'" + name + "' was required in the last version");
    }
  }

  private void properties(String at, JsonNode last, JsonNode next) {
    JsonNode othersBefore = inner(last, "additionalProperties");
    JsonNode othersNow = inner(next, "additionalProperties");
    Set<String> names = new LinkedHashSet<>();
    last.path("properties").fieldNames().forEachRemaining(names::add);
    next.path("properties").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode before = last.path("properties").path(name);
      JsonNode now = next.path("properties").path(name);
      compare(
          SchemaKeywords.child(SchemaKeywords.child(at, "properties"), name),
          before.isMissingNode() ? othersBefore : before,
          now.isMissingNode() ? othersNow : now);
    }
    compare(SchemaKeywords.child(at, "additionalProperties"), othersBefore, othersNow);
  }

  private void bounds(String at, JsonNode last, JsonNode next) {
    for (String keyword : LEAST) {
      bound(at, keyword, last, next, 1);
    }
    for (String keyword : MOST) {
      bound(at, keyword, last, next, -1);
    }
    if (last.path("uniqueItems").asBoolean() && !next.path("uniqueItems").asBoolean()) {
      fault(at, "uniqueItems", "items were unique in the last version");
    }
  }

  private void bound(String at, String keyword, JsonNode last, JsonNode next, int stricter) {
    JsonNode before = last.path(keyword);
    JsonNode now = next.path(keyword);
    if (before.isMissingNode()) {
      return;
    }
    if (now.isMissingNode() || now.decimalValue().compareTo(before.decimalValue()) * stricter < 0) {
      fault(at, keyword, "must not become looser than " + before);
    }
  }

  private void theRest(String at, JsonNode last, JsonNode next) {
    Set<String> keywords = new LinkedHashSet<>();
    last.fieldNames().forEachRemaining(keywords::add);
    next.fieldNames().forEachRemaining(keywords::add);
    keywords.removeAll(ANNOTATIONS);
    keywords.removeAll(STRUCTURE);
    keywords.removeAll(LEAST);
    keywords.removeAll(MOST);
    keywords.remove("uniqueItems");
    for (String keyword : keywords) {
      JsonNode before = last.path(keyword);
      JsonNode now = next.path(keyword);
      if (SchemaKeywords.DEFINITIONS.contains(keyword)) {
        definitions(SchemaKeywords.child(at, keyword), before, now);
      } else if (!before.equals(now)) {
        fault(at, keyword, "cannot be compared and must stay as it was");
      }
    }
  }

  /** New ones are harmless; what both versions refer to must be the same. */
  private void definitions(String at, JsonNode last, JsonNode next) {
    last.properties()
        .forEach(
            named -> {
              JsonNode now = next.path(named.getKey());
              if (!now.isMissingNode() && !now.equals(named.getValue())) {
                fault(at, named.getKey(), "definitions cannot be compared and must stay");
              }
            });
  }

  private void fault(String at, String keyword, String message) {
    faults.add(new Violation(SchemaKeywords.child(at, keyword), keyword, message));
  }

  private static JsonNode inner(JsonNode schema, String keyword) {
    JsonNode inner = schema.path(keyword);
    return inner.isMissingNode() ? BooleanNode.TRUE : inner;
  }

  private static Set<JsonNode> allowed(JsonNode schema) {
    if (schema.has("const")) {
      return Set.of(schema.path("const"));
    }
    Set<JsonNode> values = new HashSet<>();
    schema.path("enum").forEach(values::add);
    return values;
  }

  private static Set<String> texts(JsonNode oneOrMany) {
    Set<String> texts = new LinkedHashSet<>();
    if (oneOrMany.isTextual()) {
      texts.add(oneOrMany.textValue());
    }
    oneOrMany.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static boolean isTrue(JsonNode schema) {
    return (schema.isBoolean() && schema.booleanValue()) || (schema.isObject() && schema.isEmpty());
  }

  private static boolean isFalse(JsonNode schema) {
    return schema.isBoolean() && !schema.booleanValue();
  }
}
