package dev.tocsin.bench.chaos;

/**
 * What became of some events.
 *
 * @param accepted how many got a 202
 * @param delivered those of them that came to all their targets
 * @param repeats webhooks that came once more, though they had been accepted
 */
record Fate(long accepted, long delivered, long repeats) {
  long lost() {
    return accepted - delivered;
  }
}
