package dev.tocsin.store.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery, as the table holds it.
 *
 * @param attempt from 1, over all rounds
 * @param at when it began
 * @param httpStatus absent where no HTTP answer came
 * @param error absent where the target took it
 * @param response the beginning of the target's answer, at most 16 KiB
 */
public record Attempt(
    String deliveryId,
    int attempt,
    int round,
    Instant at,
    int durationMs,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable String response) {}
