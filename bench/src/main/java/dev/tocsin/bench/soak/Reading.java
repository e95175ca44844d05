package dev.tocsin.bench.soak;

/**
 * What was there at a moment.
 *
 * @param minute since the load began
 * @param events that were accepted until then
 * @param heapMiB in use after a collection
 * @param connections to PostgreSQL
 * @param tableMiB of all tables and their indexes
 * @param temporalMiB of Temporal's database file, with what it has not yet merged into it
 * @param running workflows
 */
record Reading(
    double minute,
    long events,
    double heapMiB,
    long threads,
    long connections,
    double tableMiB,
    double temporalMiB,
    long running) {}
