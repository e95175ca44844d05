package dev.tocsin.activities.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tocsin.activities.eventtype.SchemaKeywords.Inner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a schema asks for at one place of an event, every reference counted as what it names: a
 * few definitions that each use the next one twice would otherwise take for ever.
 */
final class SchemaWeight {
  /** Schemas, and instructions of regular expressions. */
  static final long HEAVIEST = 5_000;

  /** How deep schemas may lie in each other. */
  static final int DEEPEST = 64;

  private static final Weight UNDER_WAY = new Weight(0, 0);

  private final Map<String, JsonNode> places;
  private final Map<String, Weight> known = new HashMap<>();
  private final List<Violation> faults = new ArrayList<>();

  private SchemaWeight(Map<String, JsonNode> places) {
    this.places = places;
  }

  private record Weight(long size, int depth) {}

  /**
   * @param places every schema in the document, by its pointer
   */
  static List<Violation> faultsOf(Map<String, JsonNode> places) {
    SchemaWeight weight = new SchemaWeight(places);
    for (String place : places.keySet()) {
      Weight of = weight.weigh(place);
      if (weight.faults.isEmpty() && (of.size() > HEAVIEST || of.depth() > DEEPEST)) {
        weight.fault(place, "the schema is too complex: use fewer, smaller or flatter parts");
      }
    }
    return weight.faults;
  }

  private Weight weigh(String place) {
    Weight before = known.putIfAbsent(place, UNDER_WAY);
    if (before == UNDER_WAY) {
      fault(place, "the schema refers to itself; recursive schemas are not supported");
    }
    if (before != null) {
      return before;
    }
    JsonNode schema = places.getOrDefault(place, MissingNode.getInstance());
    long size = 1 + ownPatterns(place, schema);
    int depth = 0;
    for (String part : parts(place, schema)) {
      Weight inner = weigh(part);
      size = Math.min(size + inner.size(), Integer.MAX_VALUE);
      depth = Math.max(depth, inner.depth());
    }
    Weight weight = new Weight(size, depth + 1);
    known.put(place, weight);
    return weight;
  }

  private static long ownPatterns(String place, JsonNode schema) {
    long size = 0;
    if (schema.has("pattern")) {
      size += LinearPatterns.size(schema.path("pattern").asText());
    }
    for (Inner inner : SchemaKeywords.inside(place, schema)) {
      if (inner.keyword().equals("patternProperties")) {
        size += LinearPatterns.size(inner.name());
      }
    }
    return size;
  }

  private List<String> parts(String place, JsonNode schema) {
    List<String> parts = new ArrayList<>();
    for (Inner inner : SchemaKeywords.inside(place, schema)) {
      if (!SchemaKeywords.DEFINITIONS.contains(inner.keyword())) {
        parts.add(inner.pointer());
      }
    }
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asText();
      String target = ref.substring(1);
      if (places.containsKey(target)) {
        parts.add(target);
      } else {
        fault(place, "the schema has no " + ref);
      }
    }
    return parts;
  }

  private void fault(String place, String message) {
    faults.add(new Violation(place, "$ref", message));
  }
}
