package dev.tocsin.activities.circuit;

import java.time.Duration;

/**
 * When the circuit of a target opens, and how long it is tried.
 *
 * @param failures of so many different deliveries, with no success between them, open it; 1 to
 *     1,000, default 10
 * @param firstProbe the pause before the first probe, which doubles after each; default 30 s
 * @param longestProbe the longest pause between two probes; default 10 min
 * @param disableAfter how long a target may fail without a break before its subscription is
 *     disabled; default 5 days
 */
public record CircuitSettings(
    int failures, Duration firstProbe, Duration longestProbe, Duration disableAfter) {
  public static final CircuitSettings DEFAULT =
      new CircuitSettings(10, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(5));

  /** The share by which a pause is varied at random, so that probes of many targets spread. */
  private static final double JITTER = 0.2;

  /** Which doubling is certainly past any longest pause. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The pause before the next probe.
   *
   * @param failed how many probes failed since the circuit opened
   * @param random from 0 (inclusive) to 1 (exclusive)
   */
  public Duration pauseAfter(int failed, double random) {
    Duration doubled = firstProbe.multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS));
    Duration pause = doubled.compareTo(longestProbe) > 0 ? longestProbe : doubled;
    return Duration.ofMillis(Math.round(pause.toMillis() * (1 + JITTER * (2 * random - 1))));
  }
}
