package dev.tocsin.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.RetrySchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one subscription and notes what is wrong with each. */
final class FieldReader {
  private static final int MOST_DELAYS = 20;
  private static final int LONGEST_DELAY = 604_800;
  private static final double MOST_JITTER = 0.5;

  private final JsonBody body;
  private final List<String> faults;

  FieldReader(JsonBody body, List<String> faults) {
    this.body = body;
    this.faults = faults;
  }

  /** A non-empty text; null where it is absent or wrong. */
  @Nullable String text(String field, boolean required, int longest) {
    JsonNode value = body.field(field);
    if (value.isMissingNode() && !required) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      faults.add(
          field
              + (required
                  ? " is required and must be a string"
                  : " must be a non-empty string if provided"));
      return null;
    }
    if (value.textValue().length() > longest) {
      faults.add(field + " must have at most " + longest + " characters");
      return null;
    }
    return value.textValue();
  }

  @Nullable Integer wholeNumber(String field, int least, int most) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!isWhole(value, least, most)) {
      faults.add(field + " must be a whole number from " + least + " to " + most);
      return null;
    }
    return value.decimalValue().intValue();
  }

  /** Different whole numbers from 1, in rising order; empty where it is absent or wrong. */
  List<Integer> wholeNumbers(String field, int most) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return List.of();
    }
    boolean wrong = !value.isArray() || value.isEmpty() || value.size() > most;
    TreeSet<Integer> numbers = new TreeSet<>();
    for (JsonNode element : value) {
      if (isWhole(element, 1, Integer.MAX_VALUE)) {
        numbers.add(element.decimalValue().intValue());
      } else {
        wrong = true;
      }
    }
    if (wrong) {
      faults.add(field + " must be 1 to " + most + " whole numbers from 1 if provided");
      return List.of();
    }
    return List.copyOf(numbers);
  }

  boolean bool(String field, boolean otherwise) {
    JsonNode value = body.field(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      faults.add(field + " must be true or false if provided");
    }
    return value.isBoolean() ? value.booleanValue() : otherwise;
  }

  /** An object of texts; empty where it is absent or wrong. */
  Map<String, String> texts(String field) {
    JsonNode value = body.field(field);
    Map<String, String> texts = new LinkedHashMap<>();
    boolean wrong = !value.isMissingNode() && !value.isObject();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      wrong |= !entry.getValue().isTextual();
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    if (wrong) {
      faults.add(field + " must be an object of strings if provided");
      return Map.of();
    }
    return texts;
  }

  /** {@code {"delaysSeconds": [1 to 20 values of 1 to 604,800], "jitter": 0 to 0.5}}. */
  @Nullable RetrySchedule retry(String field) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      faults.add(field + " must be an object if provided");
      return null;
    }
    int before = faults.size();
    List<Integer> delays = new ArrayList<>();
    JsonNode given = value.path("delaysSeconds");
    boolean wrong = !given.isArray() || given.isEmpty() || given.size() > MOST_DELAYS;
    for (JsonNode delay : given) {
      wrong |= !isWhole(delay, 1, LONGEST_DELAY);
      delays.add(delay.isNumber() ? delay.decimalValue().intValue() : 0);
    }
    if (wrong) {
      faults.add(field + ".delaysSeconds must be 1 to 20 whole numbers from 1 to " + LONGEST_DELAY);
    }
    double jitter = jitter(value.path("jitter"), field);
    return faults.size() > before ? null : new RetrySchedule(delays, jitter);
  }

  private double jitter(JsonNode value, String field) {
    if (value.isMissingNode() || value.isNull()) {
      return RetrySchedule.DEFAULT.jitter();
    }
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > MOST_JITTER) {
      faults.add(field + ".jitter must be a number from 0 to " + MOST_JITTER);
      return 0;
    }
    return value.doubleValue();
  }

  static boolean isWhole(JsonNode value, int least, int most) {
    return value.isNumber()
        && value.canConvertToInt()
        && value.canConvertToExactIntegral()
        && value.decimalValue().intValue() >= least
        && value.decimalValue().intValue() <= most;
  }
}
