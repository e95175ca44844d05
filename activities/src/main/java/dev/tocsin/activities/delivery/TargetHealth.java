package dev.tocsin.activities.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions' targets lately failed or were slow, as far as this process has seen. Their
 * deliveries get a workflow of their own from the start, so that they never delay another's.
 *
 * <p>Slow is a target whose answers usually take long, and longer than those of others. One late
 * answer of many, or late answers of all, are this process's or its machine's, which has too much
 * to do then; a workflow for each delivery would be the last thing to help.
 */
public final class TargetHealth {
  /** Answers that take longer count as slow, where others take less. */
  public static final Duration SLOW = Duration.ofSeconds(2);

  /** How many times longer than usual slow answers take. */
  private static final double BEYOND_USUAL = 8;

  /** How much of what is usual one more answer makes up: of all targets, and of its own. */
  private static final double WEIGHT = 0.05;

  private static final double OWN_WEIGHT = 0.5;

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 100_000;

  /**
   * What is known of a target.
   *
   * @param usual the logarithm of the milliseconds that its answers take
   * @param failure of its last attempt; null where that was good
   */
  private record Seen(double usual, @Nullable Failure failure) {}

  private enum Failure {
    QUICK,
    LATE
  }

  private final Cache<String, Seen> targets =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /**
   * The logarithm of the milliseconds that a good answer takes: of which a few that take very long
   * change little.
   */
  private double usual = Math.log(100);

  boolean isAiling(String subscriptionId) {
    return isFailing(subscriptionId) || isSlow(subscriptionId);
  }

  /** Whether it failed last time, at once or after a while. */
  boolean isFailing(String subscriptionId) {
    Seen seen = targets.getIfPresent(subscriptionId);
    return seen != null && seen.failure() != null;
  }

  /** Whether it takes long to answer, or took long to fail. */
  synchronized boolean isSlow(String subscriptionId) {
    Seen seen = targets.getIfPresent(subscriptionId);
    return seen != null
        && (seen.failure() == Failure.LATE
            || seen.usual() > Math.log(SLOW.toMillis())
                && seen.usual() > usual + Math.log(BEYOND_USUAL));
  }

  synchronized void saw(String subscriptionId, boolean delivered, Duration took) {
    Seen seen = targets.getIfPresent(subscriptionId);
    if (delivered) {
      double now = Math.log(Math.max(1, took.toMillis()));
      double own = seen == null ? now : seen.usual() + OWN_WEIGHT * (now - seen.usual());
      targets.put(subscriptionId, new Seen(own, null));
      usual += WEIGHT * (now - usual);
    } else {
      Failure failure = took.compareTo(SLOW) > 0 ? Failure.LATE : Failure.QUICK;
      targets.put(subscriptionId, new Seen(seen == null ? usual : seen.usual(), failure));
    }
  }
}
