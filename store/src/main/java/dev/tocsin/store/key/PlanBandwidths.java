package dev.tocsin.store.key;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.VerboseResult;
import java.time.Duration;

/** A plan as the bandwidths of one bucket: the rate first, then the quota of a month. */
final class PlanBandwidths {
  /** Longer than any month: within its month a quota is never filled again. */
  private static final Duration NEVER = Duration.ofDays(32);

  private PlanBandwidths() {}

  static BucketConfiguration of(Plan plan, PlanMonth month) {
    ConfigurationBuilder bucket = BucketConfiguration.builder();
    Double rate = plan.ratePerSecond();
    if (rate != null) {
      bucket.addLimit(
          Bandwidth.builder()
              .capacity(plan.capacity(rate))
              .refillGreedy(1, Duration.ofNanos(nanosForOne(rate)))
              .id("rate")
              .build());
    }
    Long quota = plan.monthlyQuota();
    if (quota != null) {
      bucket.addLimit(
          Bandwidth.builder()
              .capacity(quota)
              .refillIntervally(quota, NEVER)
              .id("quota " + month)
              .build());
    }
    return bucket.build();
  }

  /**
   * @param monthLeft until the quota is there again
   */
  static KeyUsage usage(
      Plan plan, int requests, VerboseResult<ConsumptionProbe> result, Duration monthLeft) {
    long[] left = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
    boolean refused = !result.getValue().isConsumed();
    Double rate = plan.ratePerSecond();
    Long quota = plan.monthlyQuota();
    if (quota != null) {
      long quotaLeft = left[left.length - 1];
      if (rate == null || (refused ? quotaLeft < requests : quotaLeft < left[0])) {
        return new KeyUsage(
            refused ? KeyUsage.Limit.QUOTA : null, quota, Math.max(0, quotaLeft), monthLeft);
      }
    }
    if (rate == null) {
      throw new IllegalArgumentException("A plan without limits is not counted");
    }
    long burst = plan.capacity(rate);
    long rateLeft = Math.max(0, left[0]);
    return refused
        ? new KeyUsage(
            KeyUsage.Limit.RATE,
            burst,
            rateLeft,
            Duration.ofNanos(result.getValue().getNanosToWaitForRefill()))
        : new KeyUsage(
            null,
            burst,
            rateLeft,
            Duration.ofNanos(nanosForOne(rate)).multipliedBy(burst - rateLeft));
  }

  private static long nanosForOne(double rate) {
    return Math.round(1e9 / rate);
  }
}
