package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the body of a webhook as EventBridge's input transformer does, from the document that
 * patterns see: <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Amazon
 * EventBridge input transformation</a>. Thread-safe.
 */
public final class InputTransform {
  private static final int MOST_PATHS = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final String PATHS = "inputPathsMap";
  private static final String TEMPLATE = "inputTemplate";

  private static final String RULE_ARN = "aws.events.rule-arn";
  private static final String RULE_NAME = "aws.events.rule-name";
  private static final String EVENT = "aws.events.event";
  private static final String EVENT_JSON = "aws.events.event.json";
  private static final String INGESTION_TIME = "aws.events.event.ingestion-time";
  private static final Set<String> PREDEFINED =
      Set.of(RULE_ARN, RULE_NAME, EVENT, EVENT_JSON, INGESTION_TIME);

  private final Map<String, JsonPath> paths;
  private final InputTemplate template;

  private InputTransform(Map<String, JsonPath> paths, InputTemplate template) {
    this.paths = Map.copyOf(paths);
    this.template = template;
  }

  /**
   * @param transform {@code {"inputPathsMap": {name: path, …}, "inputTemplate": text}}
   * @throws TemplateFault with the field, where it is none
   */
  public static InputTransform of(JsonText transform) {
    JsonNode fields = ExactJson.known(transform.text());
    JsonNode map = fields.path(PATHS);
    if (!(map.isObject() || map.isMissingNode()) || map.size() > MOST_PATHS) {
      throw new TemplateFault(
          PATHS, 1, 1, "it must be an object of at most " + MOST_PATHS + " paths");
    }
    JsonNode text = fields.path(TEMPLATE);
    if (!text.isTextual()) {
      throw new TemplateFault(TEMPLATE, 1, 1, "it is required and must be a string");
    }
    Map<String, JsonPath> paths = new LinkedHashMap<>();
    map.properties().forEach(entry -> paths.put(entry.getKey(), path(entry)));
    Set<String> known = new HashSet<>(PREDEFINED);
    known.addAll(paths.keySet());
    try {
      return new InputTransform(paths, InputTemplate.of(text.textValue(), known));
    } catch (TemplateFault fault) {
      throw fault.in(TEMPLATE);
    }
  }

  /** The body, as compact JSON. */
  String apply(Event event, Subscription subscription) {
    JsonNode document = ExactJson.known(EventPattern.documentOf(event));
    Map<String, JsonNode> values = new HashMap<>();
    paths.forEach((name, path) -> path.in(document).ifPresent(value -> values.put(name, value)));
    String name = subscription.name();
    values.put(RULE_ARN, TextNode.valueOf(subscription.subscriptionId()));
    values.put(RULE_NAME, TextNode.valueOf(name == null ? subscription.subscriptionId() : name));
    values.put(INGESTION_TIME, TextNode.valueOf(EventView.iso(event.receivedAt())));
    values.put(EVENT_JSON, document);
    values.put(EVENT, ((ObjectNode) document.deepCopy()).without("detail"));
    try {
      return template.fill(values);
    } catch (TemplateFault fault) {
      throw fault.in(TEMPLATE);
    }
  }

  private static JsonPath path(Map.Entry<String, JsonNode> entry) {
    String name = entry.getKey();
    if (!NAME.matcher(name).matches() || name.toLowerCase(Locale.ROOT).startsWith("aws.")) {
      throw new TemplateFault(
          PATHS, 1, 1, "a variable's name has 1 to 256 of the characters A-Z a-z 0-9 _ -");
    }
    if (!entry.getValue().isTextual()) {
      throw new TemplateFault(PATHS + "." + name, 1, 1, "a path must be a string");
    }
    try {
      return JsonPath.of(entry.getValue().textValue());
    } catch (TemplateFault fault) {
      throw fault.in(PATHS + "." + name);
    }
  }
}
