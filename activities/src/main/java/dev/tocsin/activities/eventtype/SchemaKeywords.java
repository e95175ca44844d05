package dev.tocsin.activities.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where schemas stand inside of a schema (JSON Schema Core 2020-12, section 10). */
final class SchemaKeywords {
  /** Named schemas that count only where a {@code $ref} names them. */
  static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

  private static final Set<String> ONE =
      Set.of(
          "not",
          "if",
          "then",
          "else",
          "items",
          "contains",
          "additionalProperties",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties",
          "contentSchema");
  private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

  private SchemaKeywords() {}

  /**
   * A schema inside of another.
   *
   * @param keyword that it stands under
   * @param name its key or place under the keyword; empty where the keyword has one schema only
   */
  record Inner(String keyword, String name, String pointer, JsonNode schema) {}

  /** The schemas directly inside of the one at {@code pointer}. */
  static List<Inner> inside(String pointer, JsonNode schema) {
    List<Inner> inner = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : schema.properties()) {
      String keyword = entry.getKey();
      JsonNode value = entry.getValue();
      String at = child(pointer, keyword);
      if (ONE.contains(keyword)) {
        inner.add(new Inner(keyword, "", at, value));
      } else if (LIST.contains(keyword)) {
        for (int i = 0; i < value.size(); i++) {
          String place = Integer.toString(i);
          inner.add(new Inner(keyword, place, child(at, place), value.path(i)));
        }
      } else if (NAMED.contains(keyword)) {
        value
            .properties()
            .forEach(
                named ->
                    inner.add(
                        new Inner(
                            keyword, named.getKey(), child(at, named.getKey()), named.getValue())));
      }
    }
    return inner;
  }

  /** The pointer of a member (RFC 6901, section 3). */
  static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
