package dev.tocsin.api.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.failure.ErrorClass;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filter of an order and notes what is wrong with it. A field that is not known is wrong:
 * without it the order would take more than was meant.
 */
final class FilterFields {
  private static final int LONGEST_TARGET = 2_048;
  private static final int LONGEST = 255;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Set<String> FIELDS =
      Set.of(
          "subscriptionId",
          "channel",
          "target",
          "eventType",
          "httpStatus",
          "errorClass",
          "reasonContains",
          "since",
          "until");

  private final JsonNode filter;
  private final List<String> faults;

  /**
   * @param faults takes what is wrong
   */
  FilterFields(JsonNode filter, List<String> faults) {
    this.filter = filter;
    this.faults = faults;
  }

  DeadLetterFilter read() {
    filter
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                faults.add(
                    "filter."
                        + JsonBody.shown(name)
                        + " is not known; a filter can have: "
                        + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
              }
            });
    String channel = text("channel", LONGEST);
    String eventType = text("eventType", LONGEST);
    return new DeadLetterFilter(
        text("subscriptionId", LONGEST),
        channel == null ? null : channel.toUpperCase(Locale.ROOT),
        text("target", LONGEST_TARGET),
        eventType == null ? null : eventType.toLowerCase(Locale.ROOT),
        status(),
        errorClass(),
        text("reasonContains", LONGEST),
        time("since"),
        time("until"));
  }

  private @Nullable JsonNode given(String field) {
    JsonNode value = filter.get(field);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable String text(String field, int longest) {
    JsonNode value = given(field);
    if (value == null) {
      return null;
    }
    if (value.isTextual()
        && !value.textValue().isEmpty()
        && value.textValue().length() <= longest) {
      return value.textValue();
    }
    faults.add(
        "filter." + field + " must be a string of 1 to " + longest + " characters if provided");
    return null;
  }

  private @Nullable Integer status() {
    JsonNode value = given("httpStatus");
    if (value == null) {
      return null;
    }
    if (value.isNumber() && value.canConvertToInt() && value.canConvertToExactIntegral()) {
      int status = value.decimalValue().intValue();
      if (status >= 100 && status <= 599) {
        return status;
      }
    }
    faults.add("filter.httpStatus must be a whole number from 100 to 599");
    return null;
  }

  private @Nullable ErrorClass errorClass() {
    JsonNode value = given("errorClass");
    if (value == null) {
      return null;
    }
    for (ErrorClass each : ErrorClass.values()) {
      if (value.isTextual() && each.name().equalsIgnoreCase(value.textValue())) {
        return each;
      }
    }
    faults.add(
        "filter.errorClass must be one of: "
            + Arrays.stream(ErrorClass.values()).map(Enum::name).collect(Collectors.joining(", ")));
    return null;
  }

  private @Nullable Instant time(String field) {
    JsonNode value = given(field);
    if (value == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(value.asText()).toInstant();
      if (value.isTextual() && !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeParseException notATime) {
      // Said below.
    }
    faults.add(
        "filter."
            + field
            + " must be an ISO 8601 time from 1970 to 9999, for instance 2026-01-31T12:00:00Z");
    return null;
  }
}
