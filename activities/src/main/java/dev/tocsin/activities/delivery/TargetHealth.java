package dev.tocsin.activities.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Which subscriptions' targets lately failed or were slow, as far as this process has seen. Their
 * deliveries get a workflow of their own from the start, so that they never delay another's.
 *
 * <p>Slow is a target that is slower than the others. Where all are, it is this process or its
 * machine that has too much to do, and a workflow for each delivery would be the last thing to
 * help.
 */
public final class TargetHealth {
  /** An answer that takes longer counts as slow, where others take less. */
  public static final Duration SLOW = Duration.ofSeconds(2);

  /** How many times longer than usual a slow answer takes. */
  private static final double BEYOND_USUAL = 8;

  /** How much of what is usual one more answer makes up. */
  private static final double WEIGHT = 0.05;

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 100_000;

  private enum Ailment {
    SLOW,
    FAILED,
    FAILED_SLOWLY
  }

  private final Cache<String, Ailment> ailing =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  /**
   * The logarithm of the milliseconds that a good answer takes: of which a few that take very long
   * change little.
   */
  private double usual = Math.log(100);

  boolean isAiling(String subscriptionId) {
    return ailing.getIfPresent(subscriptionId) != null;
  }

  /** Whether it failed, at once or slowly. */
  boolean isFailing(String subscriptionId) {
    Ailment ailment = ailing.getIfPresent(subscriptionId);
    return ailment == Ailment.FAILED || ailment == Ailment.FAILED_SLOWLY;
  }

  /** Whether it was slow to answer, or to fail. */
  boolean isSlow(String subscriptionId) {
    Ailment ailment = ailing.getIfPresent(subscriptionId);
    return ailment == Ailment.SLOW || ailment == Ailment.FAILED_SLOWLY;
  }

  void saw(String subscriptionId, boolean delivered, Duration took) {
    if (!delivered) {
      ailing.put(subscriptionId, took.compareTo(SLOW) > 0 ? Ailment.FAILED_SLOWLY : Ailment.FAILED);
    } else if (isSlow(took)) {
      ailing.put(subscriptionId, Ailment.SLOW);
    } else {
      ailing.invalidate(subscriptionId);
    }
  }

  private synchronized boolean isSlow(Duration took) {
    double now = Math.log(Math.max(1, took.toMillis()));
    boolean slow = took.compareTo(SLOW) > 0 && now > usual + Math.log(BEYOND_USUAL);
    usual += WEIGHT * (now - usual);
    return slow;
  }
}
