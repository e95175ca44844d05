package dev.tocsin.activities.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Which subscriptions' targets lately failed or were slow, as far as this process has seen. Their
 * deliveries get a workflow of their own from the start, so that they never delay another's.
 */
public final class TargetHealth {
  /** An answer that takes longer counts as slow. */
  public static final Duration SLOW = Duration.ofSeconds(2);

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 100_000;

  private enum Ailment {
    SLOW,
    FAILED
  }

  private final Cache<String, Ailment> ailing =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  boolean isAiling(String subscriptionId) {
    return ailing.getIfPresent(subscriptionId) != null;
  }

  /** Whether it failed; of one that was slow, or well, false. */
  boolean isFailing(String subscriptionId) {
    return ailing.getIfPresent(subscriptionId) == Ailment.FAILED;
  }

  void saw(String subscriptionId, boolean delivered, Duration took) {
    if (delivered && took.compareTo(SLOW) <= 0) {
      ailing.invalidate(subscriptionId);
    } else {
      ailing.put(subscriptionId, delivered ? Ailment.SLOW : Ailment.FAILED);
    }
  }
}
