package dev.tocsin.bench.neighbours;

/**
 * How one run went.
 *
 * @param expected deliveries to those that stay healthy in every run
 * @param sentAtFirst those of them that were SENT by their first attempt
 * @param p50 of their journeys, in milliseconds
 * @param refused publications without a 202
 * @param longestMs the longest attempt to the others
 * @param waiting deliveries to the others that wait for them
 */
record Visit(
    long expected,
    long sentAtFirst,
    double p50,
    double p99,
    long refused,
    long longestMs,
    long waiting) {}
