package dev.tocsin.activities.delivery;

import java.util.HashMap;
import java.util.Map;

/**
 * How many first attempts this process makes side by side for events' own workflows: all together,
 * so that a flood has no more threads than help it, and to one target, so that others always have
 * room beside one that has begun not to answer. Thread-safe.
 */
final class AttemptSlots {
  /** Of all slots, how many may be one target's. */
  private static final int SHARE = 4;

  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> ofTargets = new HashMap<>();
  private int taken;

  AttemptSlots(int most) {
    this.most = most;
    this.mostOfOne = Math.max(1, most / SHARE);
  }

  /** Takes a slot for an attempt, where one is left. */
  synchronized boolean take(String subscriptionId) {
    if (taken >= most || ofTargets.getOrDefault(subscriptionId, 0) >= mostOfOne) {
      return false;
    }
    takeBeyond(subscriptionId);
    return true;
  }

  /** Takes one whether or not any is left: a batch that has none would wait for ever. */
  synchronized void takeBeyond(String subscriptionId) {
    taken++;
    ofTargets.merge(subscriptionId, 1, Integer::sum);
  }

  /** The attempt has ended. */
  synchronized void giveBack(String subscriptionId) {
    taken--;
    ofTargets.computeIfPresent(subscriptionId, (id, count) -> count == 1 ? null : count - 1);
  }
}
