package dev.tocsin.bench.chaos;

/**
 * One kill.
 *
 * @param number from 1
 * @param beganAt a moment of {@link System#nanoTime}, as {@code killedAt}; the round lasts until
 *     the next one's
 */
record Round(int number, Victim victim, long beganAt, long killedAt) {}
