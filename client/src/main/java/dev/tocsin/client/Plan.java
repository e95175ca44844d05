package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How much an API key may do; what is null is not limited.
 *
 * @param ratePerSecond requests per second in the long run, 0.0001 to 100,000
 * @param burst requests that may come at once, 1 to 1,000,000; needs {@code ratePerSecond}
 * @param monthlyQuota requests in a calendar month, UTC, 1 to 1,000,000,000,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
    @Nullable Double ratePerSecond, @Nullable Integer burst, @Nullable Long monthlyQuota) {}
