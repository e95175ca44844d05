package dev.tocsin.api.event.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0, by the CloudEvents SDK. Only {@code data} is read by our own reader: the SDK's
 * would change the digits of numbers.
 */
public final class CloudEventForm {
  private static final JsonFormat FORMAT = new JsonFormat();

  private CloudEventForm() {}

  /**
   * A CloudEvent as one JSON object.
   *
   * @throws InvalidRequestException with every fault
   */
  public static EnvelopeDraft structured(JsonBody body) {
    if (!body.root().isObject()) {
      throw new InvalidRequestException(List.of("the CloudEvent must be a JSON object"));
    }
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : body.root().properties()) {
      if (!field.getValue().isNull() && !field.getKey().equals("data")) {
        attributes.set(field.getKey(), field.getValue());
      }
    }
    JsonNode data = body.field("data");

    List<String> faults = new ArrayList<>();
    CloudEventAttributes.check("", attributes, faults);
    boolean encoded = attributes.has("data_base64");
    if (encoded && !data.isMissingNode()) {
      faults.add("data and data_base64 must not both be provided");
    }
    if (encoded || !data.isMissingNode()) {
      checkMediaType("datacontenttype", attributes.path("datacontenttype").textValue(), faults);
    }
    faults.addAll(body.allOddities());
    refuse(faults);
    CloudEvent event =
        read(() -> FORMAT.deserialize(JsonBody.compact(attributes).text().getBytes(UTF_8)));
    return draft(event, encoded ? decoded(event) : details(data));
  }

  /**
   * A CloudEvent whose attributes are headers and whose data is the body.
   *
   * @throws InvalidRequestException with every fault
   * @throws InvalidJsonException where the body is no JSON
   */
  public static EnvelopeDraft binary(
      CloudEventHeaders headers, @Nullable String contentType, byte[] body) {
    List<String> faults = new ArrayList<>();
    ObjectNode attributes = headers.decoded(faults);
    CloudEventAttributes.check(CloudEventHeaders.PREFIX, attributes, faults);
    if (body.length > 0) {
      checkMediaType("Content-Type", contentType, faults);
    }
    refuse(faults);
    Map<String, String> message = new LinkedHashMap<>();
    attributes
        .properties()
        .forEach(
            attribute ->
                message.put(
                    CloudEventHeaders.PREFIX + attribute.getKey(), attribute.getValue().asText()));
    CloudEvent event = read(() -> HttpMessageFactory.createReader(message, body).toEvent());
    return draft(event, body.length == 0 ? JsonText.EMPTY_OBJECT : details("data", body));
  }

  private static void checkMediaType(String name, @Nullable String type, List<String> faults) {
    if (type != null && !MediaTypes.isJson(type)) {
      faults.add(name + " must be a JSON media type, as the data must be JSON: application/json");
    }
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private static CloudEvent read(Supplier<CloudEvent> reader) {
    try {
      return reader.get();
    } catch (RuntimeException refused) {
      // Its message may hold a class name, and the checks before it name what can be wrong.
      throw new InvalidRequestException(List.of("the event is not a CloudEvent of version 1.0"));
    }
  }

  private static JsonText decoded(CloudEvent event) {
    byte[] bytes = event.getData() == null ? new byte[0] : event.getData().toBytes();
    try {
      return details("data_base64", bytes);
    } catch (InvalidJsonException notJson) {
      throw new InvalidRequestException(
          List.of("data_base64 must be JSON in UTF-8, encoded in Base64"));
    }
  }

  private static JsonText details(String field, byte[] data) {
    JsonBody body = JsonBody.parseField(field, data);
    refuse(body.allOddities());
    return details(body.root());
  }

  /** An object as it is; anything else as the field {@code data} of one. */
  private static JsonText details(JsonNode data) {
    if (data.isMissingNode() || data.isNull()) {
      return JsonText.EMPTY_OBJECT;
    }
    return JsonBody.compact(
        data.isObject() ? data : JsonNodeFactory.instance.objectNode().set("data", data));
  }

  private static EnvelopeDraft draft(CloudEvent event, JsonText details) {
    OffsetDateTime time = event.getTime();
    return new EnvelopeDraft(
        event.getSource().toString(),
        event.getType(),
        extension(event, "severity").flatMap(Severity::parse).orElse(null),
        extension(event, "title").orElse(event.getType()),
        time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MICROS),
        details,
        event.getId(),
        extension(event, "correlationid").orElse(null),
        extension(event, "schemaversion").orElse(null),
        JsonBody.compact(extensions(event)));
  }

  private static Optional<String> extension(CloudEvent event, String name) {
    return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
  }

  /** What else it says, besides the type of its data, which is JSON always. */
  private static ObjectNode extensions(CloudEvent event) {
    ObjectNode extensions = JsonNodeFactory.instance.objectNode();
    if (event.getSubject() != null) {
      extensions.put("subject", event.getSubject());
    }
    if (event.getDataSchema() != null) {
      extensions.put("dataschema", event.getDataSchema().toString());
    }
    for (String name : new TreeSet<>(event.getExtensionNames())) {
      if (!CloudEventAttributes.FIELDS.contains(name)) {
        Object value = event.getExtension(name);
        if (value instanceof Integer number) {
          extensions.put(name, number);
        } else if (value instanceof Boolean truth) {
          extensions.put(name, truth);
        } else {
          extensions.put(name, String.valueOf(value));
        }
      }
    }
    return extensions;
  }
}
