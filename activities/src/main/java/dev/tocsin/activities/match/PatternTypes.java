package dev.tocsin.activities.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which event types some patterns can match, for people to read: only what the patterns say about
 * {@code detail-type} counts. Types are told apart by their lower-cased names, patterns by their
 * publishers' spelling: a pattern is taken to name a type if it does in one of both. Used by one
 * thread.
 */
public final class PatternTypes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "detail-type";

  private final PatternRules rules = new PatternRules();
  private final Map<String, String> idOfRule = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /** Adds a pattern under an id that has none; one that cannot be read may match any type. */
  public void add(String id, JsonText pattern) {
    try {
      JsonNode fields = JSON.readTree(pattern.text());
      JsonNode types = fields.path(TYPE);
      if (types.isMissingNode() || fields.has("$or")) {
        // An alternative may name other types.
        open.add(id);
        return;
      }
      addRule(id, types);
      JsonNode lowerCased = lowerCased(types);
      if (!lowerCased.equals(types)) {
        addRule(id, lowerCased);
      }
    } catch (JsonProcessingException | IllegalArgumentException foreign) {
      open.add(id);
    }
  }

  /** The ids of the patterns that do not limit the type: they match by other fields. */
  public Set<String> open() {
    return Set.copyOf(open);
  }

  /**
   * The ids of the patterns whose {@code detail-type} lets that type through.
   *
   * @param name lower-cased
   */
  public Set<String> naming(String name) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put(TYPE, name);
    List<String> matched = rules.match(EventDocument.of(document.toString()));
    Set<String> ids = new HashSet<>();
    matched.forEach(rule -> ids.add(idOfRule.getOrDefault(rule, rule)));
    return ids;
  }

  private void addRule(String id, JsonNode types) {
    String rule = Integer.toString(idOfRule.size());
    ObjectNode pattern = JsonNodeFactory.instance.objectNode();
    pattern.set(TYPE, types);
    rules.add(rule, pattern.toString());
    idOfRule.put(rule, id);
  }

  private static JsonNode lowerCased(JsonNode node) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(node.textValue().toLowerCase(Locale.ROOT));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(lowerCased(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), lowerCased(field.getValue())));
      return object;
    }
    return node;
  }
}
