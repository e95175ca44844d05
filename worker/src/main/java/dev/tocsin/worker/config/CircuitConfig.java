package dev.tocsin.worker.config;

import dev.tocsin.activities.circuit.CircuitSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/**
 * When a target counts as down, and what is then done.
 *
 * @param failures of so many different deliveries in a row open its circuit, 1 to 1,000; default 10
 * @param firstProbeSeconds the pause before the first probe, which doubles after each, 1 to 3,600;
 *     default 30
 * @param longestProbeSeconds the longest pause between two probes, 1 to 86,400; default 600
 * @param disableAfterDays a subscription is disabled whose target failed for so long without a
 *     break, 1 to 365; default 5
 */
public record CircuitConfig(
    @Min(1) @Max(1_000) int failures,
    @Min(1) @Max(3_600) int firstProbeSeconds,
    @Min(1) @Max(86_400) int longestProbeSeconds,
    @Min(1) @Max(365) int disableAfterDays) {
  public static final CircuitConfig DEFAULT = new CircuitConfig(10, 30, 600, 5);

  public CircuitSettings settings() {
    return new CircuitSettings(
        failures,
        Duration.ofSeconds(firstProbeSeconds),
        Duration.ofSeconds(longestProbeSeconds),
        Duration.ofDays(disableAfterDays));
  }
}
