package dev.tocsin.activities.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.Patterns;

/**
 * Folds the long arrays of a document before it is matched. event-ruler tries every combination of
 * an event's array elements, one for each field of a pattern, and keeps them all in memory: ten
 * thousand tags and a pattern of two fields are enough to use up a heap. What it finds depends only
 * on which fields' conditions a value meets, so values that meet the same conditions are replaced
 * by the first of them, fields that no pattern names are left out, and equal elements of an array
 * become one. The result of the matching is the same; a folded array has as many elements as there
 * are different ways to meet the conditions.
 *
 * <p>Reads are thread-safe among each other.
 */
final class ArrayFolding {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // A rule of its own for each condition on a single field: what a value meets.
  private final Machine conditions = new Machine();
  private final Set<String> namedFields = new HashSet<>();

  void add(String id, String pattern) throws IOException {
    List<Map<String, List<Patterns>>> alternatives = JsonRuleCompiler.compile(pattern);
    for (int i = 0; i < alternatives.size(); i++) {
      for (Map.Entry<String, List<Patterns>> field : alternatives.get(i).entrySet()) {
        namedFields.add(field.getKey());
        conditions.addPatternRule(condition(id, i, field), only(field));
      }
    }
  }

  JsonNode fold(JsonNode document) {
    JsonNode folded = new Fold().fold(document, "");
    return folded == null ? NODES.objectNode() : folded;
  }

  private static String condition(
      String id, int alternative, Map.Entry<String, List<Patterns>> field) {
    return id + '|' + alternative + '|' + field.getKey();
  }

  private static Map<String, List<Patterns>> only(Map.Entry<String, List<Patterns>> field) {
    return Map.of(field.getKey(), field.getValue());
  }

  /** The folding of one document. */
  private final class Fold {
    private final Map<String, Map<JsonNode, JsonNode>> standsFor = new HashMap<>();
    private final Map<String, Map<Set<String>, JsonNode>> firstToMeet = new HashMap<>();

    /** Null where no pattern names it. */
    @Nullable JsonNode fold(JsonNode node, String path) {
      if (node.isArray()) {
        Set<JsonNode> different = new LinkedHashSet<>();
        for (JsonNode element : node) {
          JsonNode folded = fold(element, path);
          if (folded != null) {
            different.add(folded);
          }
        }
        ArrayNode array = NODES.arrayNode();
        different.forEach(array::add);
        return array;
      }
      if (node.isObject()) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          JsonNode folded =
              fold(field.getValue(), path.isEmpty() ? field.getKey() : path + '.' + field.getKey());
          if (folded != null) {
            object.set(field.getKey(), folded);
          }
        }
        return object.isEmpty() ? null : object;
      }
      return namedFields.contains(path)
          ? standsFor
              .computeIfAbsent(path, first -> new HashMap<>())
              .computeIfAbsent(node, value -> firstLike(path, value))
          : null;
    }

    private JsonNode firstLike(String path, JsonNode value) {
      String single = EventDocument.write(NODES.objectNode().set(path, value));
      return firstToMeet
          .computeIfAbsent(path, first -> new HashMap<>())
          .computeIfAbsent(
              new HashSet<>(PatternRules.rulesFor(conditions, single)), first -> value);
    }
  }
}
