package dev.tocsin.api.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An order as it was sent, checked.
 *
 * @param dryRun only count
 */
record DeadLetterDraft(
    DeadLetterFilter filter, String reason, int ratePerSecond, int most, boolean dryRun) {
  private static final int LONGEST_REASON = 500;
  private static final int DEFAULT_RATE = 50;
  private static final int HIGHEST_RATE = 1_000;

  /**
   * @throws InvalidRequestException where anything about it is wrong
   */
  static DeadLetterDraft read(JsonBody body) {
    List<String> faults = new ArrayList<>();
    DeadLetterDraft draft =
        new DeadLetterDraft(
            filter(body, faults),
            reason(body, faults),
            whole(body, "ratePerSecond", HIGHEST_RATE, DEFAULT_RATE, faults),
            whole(body, "most", DeadLetterOperation.MOST, DeadLetterOperation.MOST, faults),
            bool(body, "dryRun", faults));
    faults.addAll(body.odditiesIn(Set.of("filter", "reason")));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return draft;
  }

  private static DeadLetterFilter filter(JsonBody body, List<String> faults) {
    boolean all = bool(body, "all", faults);
    JsonNode filter = body.field("filter");
    if (!filter.isMissingNode() && !filter.isObject()) {
      faults.add("filter must be an object if provided");
      return DeadLetterFilter.ALL;
    }
    DeadLetterFilter read =
        filter.isMissingNode() ? DeadLetterFilter.ALL : new FilterFields(filter, faults).read();
    boolean empty = read.equals(DeadLetterFilter.ALL);
    if (faults.isEmpty() && empty != all) {
      faults.add(
          empty
              ? "filter must have at least one field; to take every dead letter send \"all\": true"
              : "all takes every dead letter and goes without a filter; send one of them");
    }
    return read;
  }

  private static String reason(JsonBody body, List<String> faults) {
    JsonNode reason = body.field("reason");
    if (reason.isTextual()
        && !reason.textValue().isBlank()
        && reason.textValue().length() <= LONGEST_REASON) {
      return reason.textValue();
    }
    faults.add("reason is required and must be a string of 1 to " + LONGEST_REASON + " characters");
    return "";
  }

  private static int whole(
      JsonBody body, String field, int most, int otherwise, List<String> faults) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (value.isNumber() && value.canConvertToInt() && value.canConvertToExactIntegral()) {
      int number = value.decimalValue().intValue();
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    faults.add(field + " must be a whole number from 1 to " + most);
    return otherwise;
  }

  private static boolean bool(JsonBody body, String field, List<String> faults) {
    JsonNode value = body.field(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      faults.add(field + " must be true or false if provided");
    }
    return value.booleanValue();
  }
}
