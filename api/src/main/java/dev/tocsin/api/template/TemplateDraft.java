package dev.tocsin.api.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.activities.template.TemplateFault;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.InvalidTemplateException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.TemplateParts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody wants to have as a template, checked.
 *
 * @param name empty where none was asked for
 */
record TemplateDraft(String name, TemplateParts parts) {
  private static final int LONGEST_NAME = 255;

  /**
   * A new template.
   *
   * @throws dev.tocsin.api.errors.ApiException where it is none
   */
  static TemplateDraft named(JsonBody body) {
    JsonNode name = body.field("name");
    List<String> faults = new ArrayList<>();
    if (!name.isTextual()
        || name.textValue().isEmpty()
        || name.textValue().length() > LONGEST_NAME) {
      faults.add("name is required and must be a string of 1 to 255 characters");
    }
    return of(body, name.asText(), faults);
  }

  /**
   * A further version.
   *
   * @throws dev.tocsin.api.errors.ApiException where it is none
   */
  static TemplateDraft version(JsonBody body) {
    return of(body, "", new ArrayList<>());
  }

  private static TemplateDraft of(JsonBody body, String name, List<String> faults) {
    if (!body.root().isObject()) {
      throw new InvalidRequestException(List.of("the body must be an object"));
    }
    TemplateParts parts = new PartsReader(body.root(), "", faults).parts();
    Set<String> fields = new HashSet<>(PartsReader.FIELDS);
    if (!name.isEmpty()) {
      fields.add("name");
    }
    faults.addAll(body.odditiesIn(fields));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    try {
      MessageTemplate.of(parts);
    } catch (TemplateFault fault) {
      throw new InvalidTemplateException(fault);
    }
    return new TemplateDraft(name, parts);
  }
}
