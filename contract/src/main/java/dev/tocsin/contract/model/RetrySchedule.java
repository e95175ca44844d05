package dev.tocsin.contract.model;

import java.time.Duration;
import java.util.List;

/**
 * When a failed delivery is tried again.
 *
 * @param delaysSeconds the pause before the second attempt, the third and so on: 1 to 20 values of
 *     1 to 604,800 s. A delivery has one attempt more than there are delays.
 * @param jitter each delay is varied at random by up to this share, 0 to 0.5
 */
public record RetrySchedule(List<Integer> delaysSeconds, double jitter) {
  /** 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each ±20 %: three days and a quarter. */
  public static final RetrySchedule DEFAULT =
      new RetrySchedule(List.of(5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400), 0.2);

  /** The longest pause that a target's {@code Retry-After} can ask for. */
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  public RetrySchedule {
    delaysSeconds = List.copyOf(delaysSeconds);
  }

  /** How many attempts a round has. */
  public int attempts() {
    return delaysSeconds.size() + 1;
  }

  /**
   * The pause after the {@code failed}th attempt of a round (from 1), which must not be the last.
   *
   * @param random from 0 (inclusive) to 1 (exclusive)
   */
  public Duration delayAfter(int failed, double random) {
    double factor = 1 + jitter * (2 * random - 1);
    return Duration.ofMillis(Math.round(delaysSeconds.get(failed - 1) * 1000.0 * factor));
  }
}
