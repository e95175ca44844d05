package dev.tocsin.api.event.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code metadata} of a domain envelope: {@code {"metadata": {version, created, correlationId,
 * domain, source, type, id}, "data": {…}}} as the {@code detail} of an event. All of it is
 * required.
 *
 * @param id a UUID in lower case
 * @param version a positive integer
 * @param created absent where it is wrong
 * @param correlationId a UUID as it was sent
 */
record DomainMetadata(
    String id,
    String version,
    @Nullable Instant created,
    String correlationId,
    String domain,
    String source) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /**
   * Whether a detail is a domain envelope: {@code metadata} and {@code data}, or {@code metadata}
   * alone, whose {@code data} is missing then. What AWS itself sends never is.
   */
  static boolean isIn(JsonNode detail, String source) {
    return detail.has("metadata")
        && (detail.has("data") || detail.size() == 1)
        && !source.startsWith("aws.");
  }

  /**
   * @param faults grows with each field that is wrong
   */
  static DomainMetadata of(JsonNode detail, List<String> faults) {
    if (!detail.path("metadata").isObject()) {
      faults.add("detail.metadata must be an object");
    }
    EnvelopeFields fields = new EnvelopeFields("detail.metadata.", detail.path("metadata"), faults);
    String version = version(fields);
    Instant created = fields.requiredTime("created");
    String correlationId = uuid(fields, "correlationId");
    String domain = fields.required("domain");
    String source = fields.required("source");
    fields.required("type");
    String id = uuid(fields, "id").toLowerCase(Locale.ROOT);
    if (!detail.path("data").isObject()) {
      faults.add("detail.data is required and must be an object");
    }
    return new DomainMetadata(id, version, created, correlationId, domain, source);
  }

  private static String version(EnvelopeFields fields) {
    JsonNode value = fields.value("version");
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      if (number.signum() > 0
          && number.compareTo(LARGEST) <= 0
          && number.stripTrailingZeros().scale() <= 0) {
        return number.toBigInteger().toString();
      }
    }
    fields.fault("version", "must be a positive integer");
    return "";
  }

  private static String uuid(EnvelopeFields fields, String name) {
    String text = fields.value(name).textValue();
    if (text == null || !UUID.matcher(text).matches()) {
      fields.fault(name, "must be a UUID");
      return "";
    }
    return text;
  }
}
