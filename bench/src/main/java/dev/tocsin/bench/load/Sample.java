package dev.tocsin.bench.load;

/**
 * What many did again and again.
 *
 * @param done how often it worked
 * @param failed how often it did not
 * @param perSecond of those that worked
 * @param p50 of the time of those that worked, in milliseconds
 */
public record Sample(long done, long failed, double perSecond, double p50, double p99) {}
