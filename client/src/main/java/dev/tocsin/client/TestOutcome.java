package dev.tocsin.client;

import org.jspecify.annotations.Nullable;

/**
 * What came of a test notification.
 *
 * @param outcome {@code delivered}, {@code rejected} (it would be a dead letter at once), {@code
 *     retry} (it would be tried again) or {@code held} (it would wait, for a reason that is not the
 *     target's)
 * @param httpStatus what the target answered; absent where no HTTP answer came
 * @param error why it was not delivered
 * @param durationMs how long it took, in milliseconds
 */
public record TestOutcome(
    String outcome, @Nullable Integer httpStatus, @Nullable String error, long durationMs) {}
