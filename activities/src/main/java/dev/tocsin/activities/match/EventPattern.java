package dev.tocsin.activities.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.contract.model.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/**
 * EventBridge event patterns, as AWS's event-ruler understands them, over the document {@code {id,
 * source, detail-type, severity, title, time, detail}} and the event's extensions beside them. See
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
public final class EventPattern {
  /** How many states wildcards may keep alive at once; more would make one event slow for all. */
  private static final int MOST_COMPLEXITY = 100;

  /** How many combinations of alternatives; as EventBridge allows. */
  private static final int MOST_COMBINATIONS = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern POSITION = Pattern.compile("(?s)\\s*at \\[Source:.*");

  private EventPattern() {}

  /** What is wrong with a pattern, in words for its author; empty where it can be used. */
  public static Optional<String> faultOf(String pattern) {
    Machine scratch = new Machine();
    try {
      if (combinations(JSON.readTree(pattern)) > MOST_COMBINATIONS) {
        // Each is a rule of its own: a few short lines would use up the memory.
        return Optional.of("its $or make more than " + MOST_COMBINATIONS + " combinations");
      }
      scratch.addRule("pattern", pattern);
    } catch (IOException | RuntimeException refused) {
      String message = refused.getMessage();
      return Optional.of(
          message == null ? "not an event pattern" : POSITION.matcher(message).replaceAll(""));
    } catch (StackOverflowError tooDeep) {
      return Optional.of("nested too deeply");
    }
    if (scratch.isEmpty()) {
      return Optional.of("it must name at least one field");
    }
    return scratch.evaluateComplexity(new MachineComplexityEvaluator(MOST_COMPLEXITY))
            >= MOST_COMPLEXITY
        ? Optional.of("its wildcards are too complex")
        : Optional.empty();
  }

  private static long combinations(JsonNode pattern) {
    long combinations = 1;
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      long ofField = 1;
      if (field.getKey().equals("$or") && field.getValue().isArray()) {
        ofField = 0;
        for (JsonNode alternative : field.getValue()) {
          ofField += combinations(alternative);
        }
      } else if (field.getValue().isObject()) {
        ofField = combinations(field.getValue());
      }
      combinations = Math.min(combinations * Math.max(ofField, 1), Integer.MAX_VALUE);
    }
    return combinations;
  }

  /**
   * Whether a pattern matches a document.
   *
   * @throws IllegalArgumentException where it is no pattern, or the document no JSON
   */
  public static boolean matches(String pattern, String document) {
    PatternRules rules = new PatternRules();
    rules.add("pattern", pattern);
    return !rules.match(EventDocument.of(document)).isEmpty();
  }

  /** The document that patterns are matched against. */
  public static String documentOf(Event event) {
    ObjectNode document = JSON.createObjectNode();
    document.put("id", event.eventId());
    document.put("source", event.source());
    document.put("detail-type", event.type());
    document.put("severity", event.severity().name());
    document.put("title", event.title());
    document.put("time", event.time().toString());
    // Beside them, as EventBridge has account, region and resources; none replaces one of these.
    EventDocument.tree(event.extensions().text())
        .properties()
        .forEach(field -> document.putIfAbsent(field.getKey(), field.getValue()));
    document.putRawValue("detail", new RawValue(event.details().text()));
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Text can always be written", impossible);
    }
  }

  /** The event types that a pattern names exactly; empty where it does not limit them so. */
  static List<String> exactTypes(String pattern) {
    try {
      JsonNode fields = JSON.readTree(pattern);
      if (fields.has("$or")) {
        // An alternative may name another type, which then counts in place of these.
        return List.of();
      }
      JsonNode types = fields.path("detail-type");
      List<String> names = new ArrayList<>();
      for (JsonNode type : types) {
        if (!type.isTextual()) {
          return List.of();
        }
        names.add(type.textValue());
      }
      return List.copyOf(new LinkedHashSet<>(names));
    } catch (JsonProcessingException foreign) {
      return List.of();
    }
  }
}
