package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSONPath of EventBridge's input paths without its wildcards: {@code $.detail.order}, {@code
 * $.detail.items[0]}, {@code $.detail['order id']}.
 */
final class JsonPath {
  static final int LONGEST = 256;

  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\p{L}\\p{N}_/$:-]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]|\\[([0-9]{1,6})\\]");

  private final List<Step> steps;

  /** A step into a field, or into an element. */
  private record Step(String name, int index) {}

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * @throws TemplateFault where it is none that is understood
   */
  static JsonPath of(String text) {
    if (!text.startsWith("$") || text.length() > LONGEST) {
      throw new TemplateFault(1, 1, "a path begins with $ and has at most 256 characters");
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 1;
    while (at < text.length()) {
      if (!step.region(at, text.length()).lookingAt()) {
        throw new TemplateFault(
            1, at + 1, "a path goes on with .name, ['name'] or [number]; there are no wildcards");
      }
      String index = step.group(4);
      steps.add(index == null ? new Step(name(step), -1) : new Step("", Integer.parseInt(index)));
      at = step.end();
    }
    return new JsonPath(steps);
  }

  /** Empty where the document has nothing there. */
  Optional<JsonNode> in(JsonNode document) {
    JsonNode found = document;
    for (Step step : steps) {
      JsonNode next = step.index() < 0 ? found.get(step.name()) : found.get(step.index());
      if (next == null) {
        return Optional.empty();
      }
      found = next;
    }
    return Optional.of(found);
  }

  private static String name(Matcher step) {
    for (int group = 1; group < 4; group++) {
      String name = step.group(group);
      if (name != null) {
        return name;
      }
    }
    return "";
  }
}
