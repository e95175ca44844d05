package dev.tocsin.api.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a body about a key and notes what is wrong with each. */
final class KeyFields {
  private static final int LONGEST_NAME = 255;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final JsonBody body;
  private final List<String> faults = new ArrayList<>();

  KeyFields(JsonBody body) {
    this.body = body;
  }

  /** {@code name}: required, 1 to 255 characters. */
  String name() {
    JsonNode value = body.field("name");
    if (!value.isTextual()
        || value.textValue().isBlank()
        || value.textValue().length() > LONGEST_NAME) {
      faults.add("name is required and must be a string of 1 to " + LONGEST_NAME + " characters");
      return "";
    }
    return value.textValue();
  }

  /** {@code roles}: required, an array of one at least. */
  Set<Role> roles() {
    JsonNode value = body.field("roles");
    Set<Role> roles = EnumSet.noneOf(Role.class);
    boolean wrong = !value.isArray() || value.isEmpty();
    for (JsonNode each : value) {
      wrong |= !each.isTextual() || Role.parse(each.textValue()).map(roles::add).isEmpty();
    }
    if (wrong) {
      faults.add("roles is required and must be an array of one or more of: " + Role.NAMES);
    }
    return roles;
  }

  /** {@code expiresAt}: a time to come, to the millisecond; absent where it is not given. */
  @Nullable Instant expiresAt(Instant now) {
    JsonNode value = body.field("expiresAt");
    if (value.isMissingNode()) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(value.asText()).toInstant();
      if (value.isTextual() && time.isAfter(now) && !time.isAfter(LATEST)) {
        return time.truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeParseException notATime) {
      // Said below.
    }
    faults.add(
        "expiresAt must be an ISO 8601 time to come, for instance 2031-01-31T12:00:00Z, if"
            + " provided");
    return null;
  }

  /** {@code plan}: an object; without limits where it is absent. */
  Plan plan() {
    JsonNode plan = body.field("plan");
    if (!plan.isMissingNode() && !plan.isObject()) {
      faults.add("plan must be an object if provided");
    }
    int before = faults.size();
    Double rate = rate(plan.path("ratePerSecond"));
    Long burst = whole(plan.path("burst"), "plan.burst", 1, Plan.MOST_BURST);
    Long quota = whole(plan.path("monthlyQuota"), "plan.monthlyQuota", 1, Plan.MOST_QUOTA);
    if (faults.size() > before) {
      return Plan.UNLIMITED;
    }
    if (burst != null && rate == null) {
      faults.add("plan.burst needs plan.ratePerSecond");
      return Plan.UNLIMITED;
    }
    return new Plan(rate, burst == null ? null : burst.intValue(), quota);
  }

  /** A field that is a whole number; absent where it is not given. */
  @Nullable Long whole(String field, long least, long most) {
    return whole(body.field(field), field, least, most);
  }

  /**
   * @throws InvalidRequestException where anything that was read is wrong
   */
  void refuseFaults(Set<String> fields) {
    faults.addAll(body.odditiesIn(fields));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private @Nullable Double rate(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    double rate = value.isNumber() ? value.doubleValue() : 0;
    if (rate < Plan.LEAST_RATE || rate > Plan.MOST_RATE) {
      faults.add("plan.ratePerSecond must be a number from 0.0001 to " + Plan.MOST_RATE);
      return null;
    }
    return rate;
  }

  private @Nullable Long whole(JsonNode value, String field, long least, long most) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isNumber() && value.canConvertToLong() && value.canConvertToExactIntegral()) {
      long number = value.decimalValue().longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    faults.add(field + " must be a whole number from " + least + " to " + most);
    return null;
  }
}
