package dev.tocsin.api.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher sent in the simple form, checked: {@code eventType}, {@code severity}, {@code
 * title}, optionally {@code details}, {@code id}, {@code correlationId} and {@code schemaVersion}.
 * Every fault is told, in the order of the fields, in the words that existing clients know.
 *
 * @param clientId what the publisher identifies the event by; absent where it does not
 * @param correlationId ties events together; absent where the publisher gave none that is a string
 *     of 1 to 255 characters: old clients may send anything under this name
 */
public record EventDraft(
    String type,
    Severity severity,
    String title,
    JsonText details,
    @Nullable String clientId,
    @Nullable String correlationId,
    @Nullable String schemaVersion) {

  /** The longest type and the longest client id, in UTF-16 units: what visibility can index. */
  static final int LONGEST_NAME = 255;

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Set<String> FIELDS =
      Set.of("eventType", "severity", "title", "details", "id");

  /**
   * @param idempotencyKey the header of that name; the body's {@code id} goes before it
   * @throws InvalidRequestException with every fault
   */
  public static EventDraft of(JsonBody body, @Nullable String idempotencyKey) {
    List<String> faults = new ArrayList<>();
    String type = text(body, "eventType", faults);
    if (type.length() > LONGEST_NAME) {
      faults.add("eventType must have at most " + LONGEST_NAME + " characters");
    }
    Severity severity = severity(body, "severity", faults);
    String title = text(body, "title", faults);
    JsonNode details = body.field("details");
    if (!details.isMissingNode() && !details.isObject()) {
      faults.add("details must be an object if provided");
    }
    String clientId = clientId(body.field("id"), idempotencyKey, faults);
    faults.addAll(body.odditiesIn(FIELDS));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return new EventDraft(
        type,
        severity,
        title,
        details.isMissingNode() ? JsonText.EMPTY_OBJECT : JsonBody.compact(details),
        clientId,
        correlationId(body),
        schemaVersion(body.field("schemaVersion")));
  }

  /** The canonical event. */
  public Event received(Reception reception) {
    Instant receivedAt = reception.at();
    String tenant = reception.tenant();
    String eventId =
        clientId == null ? Identity.newEventId(receivedAt) : Identity.eventId(tenant, "", clientId);
    return new Event(
        eventId,
        tenant,
        "",
        type,
        type.toLowerCase(Locale.ROOT),
        severity,
        title,
        receivedAt,
        receivedAt,
        details,
        correlationId == null ? eventId : correlationId,
        schemaVersion,
        reception.traced(JsonText.EMPTY_OBJECT));
  }

  private static String text(JsonBody body, String field, List<String> faults) {
    JsonNode value = body.field(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      faults.add(field + " is required and must be a string");
      return "";
    }
    return value.textValue();
  }

  private static Severity severity(JsonBody body, String field, List<String> faults) {
    String text = text(body, field, faults);
    return Severity.parse(text)
        .orElseGet(
            () -> {
              if (!text.isEmpty()) {
                faults.add(field + " must be one of: LOW, MEDIUM, HIGH, CRITICAL");
              }
              return Severity.LOW;
            });
  }

  private static @Nullable String clientId(
      JsonNode id, @Nullable String idempotencyKey, List<String> faults) {
    if (!id.isMissingNode()) {
      if (!id.isTextual() || id.textValue().isEmpty() || tooLong(id.textValue())) {
        faults.add("id must be a string of 1 to " + LONGEST_NAME + " characters if provided");
        return null;
      }
      return id.textValue();
    }
    if (idempotencyKey != null && (idempotencyKey.isBlank() || tooLong(idempotencyKey))) {
      faults.add("Idempotency-Key must have 1 to " + LONGEST_NAME + " characters if provided");
      return null;
    }
    return idempotencyKey;
  }

  /** Never a fault: a request that was good before the field had a meaning stays good. */
  private static @Nullable String correlationId(JsonBody body) {
    String id = body.field("correlationId").textValue();
    return id == null
            || id.isEmpty()
            || tooLong(id)
            || !body.odditiesIn(Set.of("correlationId")).isEmpty()
        ? null
        : id;
  }

  /** A whole number from 1, or a text of one; anything else is ignored as unknown fields are. */
  private static @Nullable String schemaVersion(JsonNode value) {
    boolean whole =
        (value.isNumber() || value.isTextual()) && VERSION.matcher(value.asText()).matches();
    return whole ? value.asText() : null;
  }

  private static boolean tooLong(String name) {
    return name.length() > LONGEST_NAME;
  }
}
