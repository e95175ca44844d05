package dev.tocsin.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What many did again and again.
 *
 * @param done how often it worked
 * @param failed how often it did not
 * @param perSecond of those that worked
 * @param p50 of the time of those that worked, in milliseconds
 */
public record Sample(long done, long failed, double perSecond, double p50, double p99) {

  static Sample of(Histogram micros, long failed, double seconds) {
    long done = micros.getTotalCount();
    return new Sample(
        done,
        failed,
        done / seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3);
  }
}
