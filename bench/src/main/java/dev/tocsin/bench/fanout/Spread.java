package dev.tocsin.bench.fanout;

import dev.tocsin.bench.system.Cpu;

/**
 * One event on its way to its audience.
 *
 * @param barePerSecond requests that a client makes that does nothing else
 * @param perSecond webhooks, from the publication to the last arrival
 * @param firstMs from the publication to the first arrival, in milliseconds
 * @param lastSeconds from the publication to the last arrival
 * @param heapMib of API and worker after a collection, in the middle of it or after it, whichever
 *     is more
 * @param longestHistory of the workflows of events and audiences
 * @param missing that did not come
 * @param repeated that came once more
 * @param cpu that the first event took
 */
record Spread(
    int audience,
    double barePerSecond,
    double perSecond,
    double firstMs,
    double lastSeconds,
    double heapMib,
    long longestHistory,
    long missing,
    long repeated,
    Cpu cpu) {

  double ratio() {
    return perSecond / barePerSecond;
  }
}
