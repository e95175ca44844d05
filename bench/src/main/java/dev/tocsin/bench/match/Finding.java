package dev.tocsin.bench.match;

/**
 * What one number of subscriptions of one shape costs.
 *
 * @param tenants that they belong to, in turn
 * @param buildSeconds until they are in memory, read from the database
 * @param heapMib that they take
 * @param micros of CPU time for one event; the median of several rounds
 * @param updateMicros for one changed subscription, of many that are taken in at once
 * @param deleteMicros for one deleted subscription, likewise
 */
record Finding(
    Shape shape,
    int tenants,
    int subscriptions,
    double buildSeconds,
    double heapMib,
    double micros,
    double updateMicros,
    double deleteMicros) {}
