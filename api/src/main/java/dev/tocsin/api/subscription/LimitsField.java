package dev.tocsin.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.TargetLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how fast a subscription's target is sent to: {@code {"perSecond", "concurrency"}}. */
final class LimitsField {
  private static final Set<String> PARTS = Set.of("perSecond", "concurrency");

  /** Finer than any rate needs, and coarse enough to be written as it came. */
  private static final int MOST_DIGITS = 6;

  private LimitsField() {}

  /** Absent where it is not given, or wrong. */
  static @Nullable TargetLimits read(JsonBody body, List<String> faults) {
    JsonNode value = body.field("limits");
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isObject()) {
      faults.add("limits must be an object if provided");
      return null;
    }
    int before = faults.size();
    for (Map.Entry<String, JsonNode> part : value.properties()) {
      if (!PARTS.contains(part.getKey())) {
        faults.add("limits must have no other fields than perSecond and concurrency");
        break;
      }
    }
    BigDecimal perSecond = perSecond(value.path("perSecond"), faults);
    Integer concurrency = concurrency(value.path("concurrency"), faults);
    if (faults.size() == before && perSecond == null && concurrency == null) {
      faults.add("limits must have perSecond or concurrency, or both");
    }
    return faults.size() > before ? null : new TargetLimits(perSecond, concurrency);
  }

  private static @Nullable BigDecimal perSecond(JsonNode value, List<String> faults) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    // By its double first: a number like 1e999999999 is never written out.
    boolean fits =
        value.isNumber()
            && value.doubleValue() >= TargetLimits.SLOWEST.doubleValue()
            && value.doubleValue() <= TargetLimits.FASTEST.doubleValue();
    BigDecimal number = fits ? value.decimalValue() : null;
    if (number == null
        || number.compareTo(TargetLimits.SLOWEST) < 0
        || number.compareTo(TargetLimits.FASTEST) > 0
        || number.stripTrailingZeros().scale() > MOST_DIGITS) {
      faults.add(
          "limits.perSecond must be a number from 0.001 to 1000 with at most 6 decimal places");
      return null;
    }
    return number;
  }

  private static @Nullable Integer concurrency(JsonNode value, List<String> faults) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!FieldReader.isWhole(value, 1, TargetLimits.MOST_AT_ONCE)) {
      faults.add(
          "limits.concurrency must be a whole number from 1 to " + TargetLimits.MOST_AT_ONCE);
      return null;
    }
    return value.decimalValue().intValue();
  }
}
