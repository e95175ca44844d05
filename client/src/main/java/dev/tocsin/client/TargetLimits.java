package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How fast a subscription's target is sent to. What comes faster waits, the most urgent first.
 *
 * @param perSecond deliveries a second, 0.001 to 1000, spread evenly; null for no rate
 * @param concurrency attempts under way at once, 1 to 100; null for 100
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TargetLimits(@Nullable Double perSecond, @Nullable Integer concurrency) {}
