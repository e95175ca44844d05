package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.system.Cpu;

/**
 * How the events of one case went.
 *
 * @param design what delivered them
 * @param accepted publish → 202
 * @param delivered webhooks received
 * @param missing webhooks that did not come
 * @param perSecond deliveries, from the first publication to the last arrival
 * @param p50 of publish → received, in milliseconds
 * @param cpu that was used meanwhile
 * @param historyEvents of all workflows
 */
record Passage(
    Design.Kind design,
    Case of,
    Sample accepted,
    long delivered,
    long missing,
    double perSecond,
    double p50,
    double p99,
    Cpu cpu,
    long historyEvents) {

  /** Per event. */
  double history() {
    return (double) historyEvents / accepted.done();
  }
}
