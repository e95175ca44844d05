package dev.tocsin.client;

/**
 * Whether a pattern matches an event.
 *
 * @param matches whether it does
 */
public record PatternVerdict(boolean matches) {}
