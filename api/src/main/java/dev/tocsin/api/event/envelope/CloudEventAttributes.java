package dev.tocsin.api.event.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.http.JsonBody;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a CloudEvent's attributes before the SDK reads them, which would stop at the first fault
 * and tell it in its own words. See
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
final class CloudEventAttributes {
  /** Extensions that become fields of the event. {@code domain} is checked, and stays one. */
  static final Set<String> FIELDS = Set.of("severity", "title", "correlationid", "schemaversion");

  private static final Set<String> CHECKED =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "time",
          "severity",
          "title",
          "correlationid",
          "domain");
  private static final Set<String> TEXTS =
      Set.of("subject", "dataschema", "datacontenttype", "data_base64");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
  private static final BigDecimal SMALLEST = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private CloudEventAttributes() {}

  /**
   * @param prefix what stands before a name in a fault
   * @param attributes without {@code data}, and without null
   * @param faults grows with each that is wrong
   */
  static void check(String prefix, ObjectNode attributes, List<String> faults) {
    EnvelopeFields fields = new EnvelopeFields(prefix, attributes, faults);
    if (!"1.0".equals(fields.value("specversion").textValue())) {
      fields.fault("specversion", "must be 1.0");
    }
    fields.required("id");
    reference(fields, "source", fields.required("source"));
    fields.required("type");
    fields.time("time");
    reference(fields, "dataschema", fields.value("dataschema").asText());
    fields.severity("severity");
    fields.title("title", "");
    fields.optional("correlationid");
    fields.optional("domain");
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      if (!CHECKED.contains(attribute.getKey())) {
        check(fields, attribute.getKey(), attribute.getValue());
      }
    }
  }

  private static void check(EnvelopeFields fields, String name, JsonNode value) {
    if (TEXTS.contains(name)) {
      if (!value.isTextual() || value.textValue().isEmpty()) {
        fields.fault(name, "must be a string that is not empty if provided");
      }
    } else if (name.equals("schemaversion") && !value.isNumber()) {
      fields.optional(name);
    } else if (!NAME.matcher(name).matches() || name.equals("data")) {
      fields.fault(
          JsonBody.shown(name),
          "is not the name of an attribute: lower-case letters and digits, and not data");
    } else if (value.isContainerNode() || (value.isNumber() && !isInteger(value))) {
      fields.fault(name, "must be a string, true, false or a whole number of 32 bits");
    }
  }

  private static void reference(EnvelopeFields fields, String name, String text) {
    try {
      new URI(text);
    } catch (URISyntaxException notOne) {
      fields.fault(name, "must be a URI reference");
    }
  }

  private static boolean isInteger(JsonNode value) {
    BigDecimal number = value.decimalValue();
    return value.asText().matches("-?[0-9]+")
        && number.compareTo(SMALLEST) >= 0
        && number.compareTo(LARGEST) <= 0;
  }
}
