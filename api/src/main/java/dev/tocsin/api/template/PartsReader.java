package dev.tocsin.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.activities.template.ContentTypes;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.TemplateParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a template from an object and notes what is wrong with each. */
public final class PartsReader {
  /** A part, in characters. */
  public static final int LONGEST = 64 * 1024;

  public static final List<String> FIELDS =
      List.of("subject", "html", "text", "body", "contentType", "chat", "strict");

  private static final ObjectMapper JSON =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private final JsonNode value;
  private final String prefix;
  private final List<String> faults;

  /**
   * @param prefix of the fields' names in what is noted
   */
  public PartsReader(JsonNode value, String prefix, List<String> faults) {
    this.value = value;
    this.prefix = prefix;
    this.faults = faults;
  }

  /** What could be read; not compiled yet. */
  public TemplateParts parts() {
    int before = faults.size();
    TemplateParts parts =
        new TemplateParts(
            text("subject"),
            text("html"),
            text("text"),
            text("body"),
            contentType(),
            text("chat"),
            strict());
    if (faults.size() == before && parts.length() == 0) {
      faults.add(
          (prefix.isEmpty() ? "a template" : "template")
              + " must have at least one of subject, html, text, body, chat");
    }
    return parts;
  }

  /** A whole number from 1. */
  public static boolean isVersion(JsonNode value) {
    return value.isNumber()
        && value.canConvertToInt()
        && value.canConvertToExactIntegral()
        && value.decimalValue().intValue() >= 1;
  }

  public static JsonText json(TemplateParts parts) {
    try {
      return new JsonText(JSON.writeValueAsString(parts));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Texts can always be written", impossible);
    }
  }

  private @Nullable String text(String field) {
    JsonNode part = value.path(field);
    if (part.isMissingNode() || part.isNull()) {
      return null;
    }
    if (!part.isTextual() || part.textValue().isEmpty() || part.textValue().length() > LONGEST) {
      faults.add(prefix + field + " must be a string of 1 to " + LONGEST + " characters");
      return null;
    }
    return part.textValue();
  }

  private @Nullable String contentType() {
    String given = text("contentType");
    if (given == null) {
      return null;
    }
    if (ContentTypes.parse(given).isEmpty()) {
      faults.add(prefix + ContentTypes.RULE);
    }
    return ContentTypes.parse(given).orElse(null);
  }

  private boolean strict() {
    JsonNode strict = value.path("strict");
    if (!strict.isMissingNode() && !strict.isNull() && !strict.isBoolean()) {
      faults.add(prefix + "strict must be true or false if provided");
    }
    return strict.booleanValue();
  }
}
