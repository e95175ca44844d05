package dev.tocsin.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and how long the client sends a request again, after a failed connection, 429 or 503.
 *
 * @param attempts the most, with the first; at least 1, which means no repetition. Default 5
 * @param total how long all attempts and pauses together may take: no pause begins that would end
 *     later. Default 60 s
 * @param firstPause before the second attempt; each further one is twice as long. Default 250 ms
 * @param longestPause where the doubling stops. Default 10 s
 */
public record RetryPolicy(
    int attempts, Duration total, Duration firstPause, Duration longestPause) {

  /**
   * @throws IllegalArgumentException where attempts are under 1 or a time is negative
   */
  public RetryPolicy {
    if (attempts < 1
        || total.isNegative()
        || firstPause.isNegative()
        || longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "A retry policy has at least one attempt and no negative time");
    }
  }

  /** What a client does that is not told otherwise. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        5, Duration.ofSeconds(60), Duration.ofMillis(250), Duration.ofSeconds(10));
  }

  /** One attempt. */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /**
   * The pause before the next attempt; empty where there is to be none.
   *
   * @param made attempts so far
   * @param elapsed since the first began
   * @param retryAfter what the server asked for: then it is exactly that
   * @param random varies the pause between half of it and all of it, so that clients which failed
   *     together do not come back together
   */
  Optional<Duration> pause(
      int made, Duration elapsed, Optional<Duration> retryAfter, RandomGenerator random) {
    if (made >= attempts) {
      return Optional.empty();
    }
    Duration pause = retryAfter.orElseGet(() -> backOff(made, random));
    return elapsed.plus(pause).compareTo(total) > 0 ? Optional.empty() : Optional.of(pause);
  }

  private Duration backOff(int made, RandomGenerator random) {
    double doubled = firstPause.toMillis() * Math.pow(2, made - 1);
    double full = Math.min(doubled, longestPause.toMillis());
    return Duration.ofMillis(Math.round(full * random.nextDouble(0.5, 1)));
  }
}
