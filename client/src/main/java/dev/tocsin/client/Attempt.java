package dev.tocsin.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery.
 *
 * @param attempt its number, from 1, over all rounds
 * @param durationMs how long it took, in milliseconds
 * @param httpStatus what the target answered; null without an answer
 * @param error why it failed; null where it did not
 * @param response what the target answered, at most 16 KiB; null except in {@link Calls#delivery}
 */
public record Attempt(
    int attempt,
    Instant at,
    long durationMs,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable String response) {}
