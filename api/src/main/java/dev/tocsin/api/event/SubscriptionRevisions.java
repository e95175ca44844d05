package dev.tocsin.api.event;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest subscription revision that this process wrote. It travels with every event, and
 * matching catches up to it first: an event accepted after a 201 by the same process sees that
 * subscription.
 */
public final class SubscriptionRevisions {
  private final AtomicLong highest = new AtomicLong();

  public void wrote(long revision) {
    highest.accumulateAndGet(revision, Math::max);
  }

  public long highest() {
    return highest.get();
  }
}
