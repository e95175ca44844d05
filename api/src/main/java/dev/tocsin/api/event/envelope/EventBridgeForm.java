package dev.tocsin.api.event.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form that Amazon EventBridge has, sends and stores events in: {@code source}, {@code
 * detail-type}, {@code detail}, and AWS's own fields. See
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
public final class EventBridgeForm {
  /**
   * What is read here; every other field of the event is kept as an extension. {@code replay-name}
   * is not kept: an event that EventBridge replays from an archive is the same event.
   */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "id",
          "source",
          "detail-type",
          "severity",
          "title",
          "time",
          "correlationId",
          "detail",
          "replay-name");

  private EventBridgeForm() {}

  /**
   * @param body with a {@code detail-type}
   * @param idempotencyKey the header of that name; the {@code id} goes before it
   * @throws InvalidRequestException with every fault
   */
  public static EnvelopeDraft of(JsonBody body, @Nullable String idempotencyKey) {
    List<String> faults = new ArrayList<>();
    EnvelopeFields fields = new EnvelopeFields("", body.root(), faults);
    JsonNode detail = fields.value("detail");
    boolean domain = DomainMetadata.isIn(detail, fields.value("source").asText());

    String id = domain ? null : clientId(fields, idempotencyKey);
    // Beside the metadata, which names one too, the outer source is not needed.
    String source =
        domain && fields.value("source").isMissingNode() ? "" : fields.required("source");
    String type = fields.required("detail-type");
    @Nullable Severity severity = fields.severity("severity");
    String title = fields.title("title", type);
    // Each time that EventBridge is given a domain's event, it makes a new outer id and time.
    Instant time = domain ? null : fields.time("time");
    String correlationId = fields.optional("correlationId");
    if (!detail.isMissingNode() && !detail.isObject()) {
      faults.add("detail must be an object if provided");
    }
    DomainMetadata metadata = domain ? DomainMetadata.of(detail, faults) : null;
    faults.addAll(body.allOddities());
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    JsonText details = detail.isMissingNode() ? JsonText.EMPTY_OBJECT : JsonBody.compact(detail);
    ObjectNode extensions = extensions(body.root());
    if (metadata == null) {
      return new EnvelopeDraft(
          source,
          type,
          severity,
          title,
          time,
          details,
          id,
          correlationId,
          null,
          JsonBody.compact(extensions));
    }
    extensions.put("domain", metadata.domain());
    return new EnvelopeDraft(
        source.isEmpty() ? metadata.source() : source,
        type,
        severity,
        title,
        metadata.created(),
        details,
        metadata.id(),
        metadata.correlationId(),
        metadata.version(),
        JsonBody.compact(extensions));
  }

  private static @Nullable String clientId(EnvelopeFields fields, @Nullable String idempotencyKey) {
    if (!fields.value("id").isMissingNode() || idempotencyKey == null) {
      return fields.optional("id");
    }
    if (idempotencyKey.isBlank() || idempotencyKey.length() > EnvelopeFields.LONGEST_NAME) {
      fields.fault(
          "Idempotency-Key",
          "must have 1 to " + EnvelopeFields.LONGEST_NAME + " characters if provided");
    }
    return idempotencyKey;
  }

  private static ObjectNode extensions(JsonNode event) {
    ObjectNode extensions = JsonNodeFactory.instance.objectNode();
    event
        .properties()
        .forEach(
            field -> {
              if (!UNDERSTOOD.contains(field.getKey())) {
                extensions.set(field.getKey(), field.getValue());
              }
            });
    return extensions;
  }
}
