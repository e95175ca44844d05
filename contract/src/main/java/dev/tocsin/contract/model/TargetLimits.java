package dev.tocsin.contract.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a subscription's target is sent to, retries included, over all processes. At least one
 * of the two is there.
 *
 * @param perSecond deliveries a second, spread evenly: 0.001 to 1,000; absent: as fast as the
 *     target answers
 * @param concurrency how many attempts are under way at once, 1 to 100; absent: 100
 */
public record TargetLimits(@Nullable BigDecimal perSecond, @Nullable Integer concurrency) {
  public static final BigDecimal SLOWEST = new BigDecimal("0.001");
  public static final BigDecimal FASTEST = new BigDecimal("1000");
  public static final int MOST_AT_ONCE = 100;

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  public TargetLimits {
    if (perSecond == null && concurrency == null) {
      throw new IllegalArgumentException("Limits that limit nothing");
    }
    if (perSecond != null) {
      // So that 5, 5.0 and 5e0 are one and the same, and are written as 5.
      BigDecimal stripped = perSecond.stripTrailingZeros();
      perSecond = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
  }

  /** How many attempts may be under way at once. */
  public int width() {
    return concurrency == null ? MOST_AT_ONCE : concurrency;
  }

  /** The time between two deliveries; absent where there is no rate. */
  public @Nullable Duration interval() {
    if (perSecond == null) {
      return null;
    }
    return Duration.ofNanos(
        NANOS
            .divide(perSecond, MathContext.DECIMAL64)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact());
  }
}
