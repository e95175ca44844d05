package dev.tocsin.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.template.InputTransform;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.activities.template.TemplateFault;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.template.PartsReader;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.contract.model.WebhookFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks how a subscriber wants to be told: a template, shared or its own, or a transform. */
final class ContentRules {
  private final JsonBody body;
  private final @Nullable Channel channel;
  private final boolean sound;
  private final List<String> faults;

  /**
   * @param channel absent where it was not told, or is not known
   * @param sound whether what is in the fields can be stored at all
   */
  ContentRules(JsonBody body, @Nullable Channel channel, boolean sound, List<String> faults) {
    this.body = body;
    this.channel = channel;
    this.sound = sound;
    this.faults = faults;
  }

  /** As it is stored; null where it is absent or wrong. */
  @Nullable JsonText template() {
    JsonNode value = body.field("template");
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      faults.add("template must be an object if provided");
      return null;
    }
    if (value.hasNonNull("id")) {
      return shared(value);
    }
    int before = faults.size();
    TemplateParts parts = new PartsReader(value, "template.", faults).parts();
    if (parts.length() > PartsReader.LONGEST) {
      faults.add("template must have at most 64 KiB in all; share a larger one");
    }
    if (!sound || faults.size() > before) {
      return null;
    }
    try {
      MessageTemplate.of(parts);
    } catch (TemplateFault fault) {
      faults.add("template." + fault.getMessage());
    }
    return PartsReader.json(parts);
  }

  /** As it is stored; null where it is absent or wrong. */
  @Nullable JsonText transform() {
    JsonNode value = body.field("transform");
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      faults.add("transform must be an object if provided");
      return null;
    }
    if (channel != null && !channel.carriesBody()) {
      faults.add("transform is not for the " + channel.name() + " channel, which has no body");
    }
    if (!body.field("template").isMissingNode()) {
      faults.add("transform and template exclude each other");
    }
    if (!sound) {
      return null;
    }
    JsonText transform = JsonBody.compact(value);
    try {
      InputTransform.of(transform);
    } catch (TemplateFault fault) {
      faults.add("transform." + fault.getMessage());
    }
    return transform;
  }

  /** A body of its own is in no other format. */
  void refuseBeside(WebhookFormat format) {
    boolean shaped =
        !body.field("template").isMissingNode() || !body.field("transform").isMissingNode();
    if (shaped && format != WebhookFormat.TOCSIN) {
      faults.add("format must be tocsin beside a template or a transform");
    }
  }

  private @Nullable JsonText shared(JsonNode value) {
    JsonNode id = value.path("id");
    if (!id.isTextual() || Ids.check(id.textValue()).isEmpty()) {
      faults.add("template.id must be a template's id");
      return null;
    }
    JsonNode version = value.path("version");
    boolean newest = version.isMissingNode() || version.isNull();
    if (!newest && !PartsReader.isVersion(version)) {
      faults.add("template.version must be a whole number from 1 if provided");
      return null;
    }
    if (PartsReader.FIELDS.stream().anyMatch(value::hasNonNull)) {
      faults.add("template must have either an id or parts of its own");
      return null;
    }
    String number = newest ? "" : ",\"version\":" + version.decimalValue().intValue();
    return new JsonText("{\"id\":\"" + id.textValue() + "\"" + number + "}");
  }
}
