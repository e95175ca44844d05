package dev.tocsin.api.event.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tocsin.contract.model.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object of an envelope, and collects what is wrong with them.
 *
 * @param prefix what stands before a field's name in a fault
 * @param object null and absent fields are the same; no object has no fields
 * @param faults grows with each field that is wrong
 */
record EnvelopeFields(String prefix, JsonNode object, List<String> faults) {
  /** The longest name of anything, in UTF-16 units: what visibility can index. */
  static final int LONGEST_NAME = 255;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  JsonNode value(String name) {
    JsonNode value = object.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  /** A text of 1 to 255 characters; empty where it is wrong. */
  String required(String name) {
    String text = value(name).textValue();
    if (text == null || text.isEmpty()) {
      fault(name, "is required and must be a string");
      return "";
    }
    if (text.length() > LONGEST_NAME) {
      fault(name, "must have at most " + LONGEST_NAME + " characters");
    }
    return text;
  }

  /** A text of 1 to 255 characters; absent where it is absent or wrong. */
  @Nullable String optional(String name) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return null;
    }
    String text = value.textValue();
    if (text == null || text.isEmpty() || text.length() > LONGEST_NAME) {
      fault(name, "must be a string of 1 to " + LONGEST_NAME + " characters if provided");
      return null;
    }
    return text;
  }

  /** Absent where it is absent or wrong. */
  @Nullable Severity severity(String name) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return null;
    }
    Optional<Severity> severity = Optional.ofNullable(value.textValue()).flatMap(Severity::parse);
    if (severity.isEmpty()) {
      fault(name, "must be one of: LOW, MEDIUM, HIGH, CRITICAL");
    }
    return severity.orElse(null);
  }

  /** A text that is not empty; {@code otherwise} where it is absent. */
  String title(String name, String otherwise) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    String text = value.textValue();
    if (text == null || text.isEmpty()) {
      fault(name, "must be a string that is not empty if provided");
      return otherwise;
    }
    return text;
  }

  /** To the microsecond, as PostgreSQL keeps it; absent where it is absent or wrong. */
  @Nullable Instant time(String name) {
    JsonNode value = value(name);
    return value.isMissingNode() ? null : requiredTime(name);
  }

  /** To the microsecond; absent where it is wrong. */
  @Nullable Instant requiredTime(String name) {
    String text = value(name).textValue();
    try {
      Instant time = text == null ? Instant.MAX : OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException notATime) {
      // Said below.
    }
    fault(name, "must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z");
    return null;
  }

  void fault(String name, String what) {
    faults.add(prefix + name + " " + what);
  }
}
