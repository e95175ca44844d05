package dev.tocsin.bench.match;

/**
 * What one number of subscriptions of one shape costs.
 *
 * @param buildSeconds until they are in memory
 * @param heapMib that they take
 * @param micros for one event; the median of several rounds
 */
record Finding(
    Shape shape, int subscriptions, double buildSeconds, double heapMib, double micros) {}
