package dev.tocsin.store.key;

import org.jspecify.annotations.Nullable;

/**
 * How much a key may be used. Each limit holds only where it is set.
 *
 * @param ratePerSecond requests for each second in the long run, 0.0001 to 100,000
 * @param burst requests that may come at once, 1 to 1,000,000; only with a rate; absent: as many as
 *     come in a second, and at least one
 * @param monthlyQuota requests in a calendar month, UTC; 1 to 1,000,000,000,000
 */
public record Plan(
    @Nullable Double ratePerSecond, @Nullable Integer burst, @Nullable Long monthlyQuota) {
  public static final double LEAST_RATE = 0.0001;
  public static final int MOST_RATE = 100_000;
  public static final int MOST_BURST = 1_000_000;
  public static final long MOST_QUOTA = 1_000_000_000_000L;

  public static final Plan UNLIMITED = new Plan(null, null, null);

  /**
   * @throws IllegalArgumentException that says which value is out of its range
   */
  public Plan {
    if (ratePerSecond != null && !(ratePerSecond >= LEAST_RATE && ratePerSecond <= MOST_RATE)) {
      throw new IllegalArgumentException("the rate must be from 0.0001 to " + MOST_RATE);
    }
    if (burst != null && (burst < 1 || burst > MOST_BURST)) {
      throw new IllegalArgumentException("the burst must be from 1 to " + MOST_BURST);
    }
    if (burst != null && ratePerSecond == null) {
      throw new IllegalArgumentException("the burst needs a rate");
    }
    if (monthlyQuota != null && (monthlyQuota < 1 || monthlyQuota > MOST_QUOTA)) {
      throw new IllegalArgumentException("the quota must be from 1 to " + MOST_QUOTA);
    }
  }

  public boolean isUnlimited() {
    return ratePerSecond == null && monthlyQuota == null;
  }

  /** The most requests that can ever come at once; a request for more could never be allowed. */
  public long mostAtOnce() {
    long byRate = ratePerSecond == null ? Long.MAX_VALUE : capacity(ratePerSecond);
    return Math.min(byRate, monthlyQuota == null ? Long.MAX_VALUE : monthlyQuota);
  }

  long capacity(double rate) {
    return burst == null ? (long) Math.max(1, Math.ceil(rate)) : burst;
  }
}
