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
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/**
 * EventBridge event patterns, as AWS's event-ruler understands them, over the document {@code {id,
 * source, detail-type, severity, title, time, detail}}. See
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
public final class EventPattern {
  /** How many states wildcards may keep alive at once; more would make one event slow for all. */
  private static final int MOST_COMPLEXITY = 100;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern POSITION = Pattern.compile("(?s)\\s*at \\[Source:.*");

  private EventPattern() {}

  /** What is wrong with a pattern, in words for its author; empty where it can be used. */
  public static Optional<String> faultOf(String pattern) {
    Machine scratch = new Machine();
    try {
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

  /** Whether a well-formed pattern matches a document. */
  public static boolean matches(String pattern, String document) {
    Machine machine = new Machine();
    try {
      machine.addRule("pattern", pattern);
    } catch (IOException refused) {
      throw new IllegalArgumentException("Not an event pattern", refused);
    }
    return !rulesFor(machine, document).isEmpty();
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
      JsonNode types = JSON.readTree(pattern).path("detail-type");
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

  static List<String> rulesFor(Machine machine, String document) {
    try {
      return machine.rulesForJSONEvent(document);
    } catch (Exception refused) {
      throw new IllegalArgumentException("The matcher refused the document", refused);
    }
  }
}
