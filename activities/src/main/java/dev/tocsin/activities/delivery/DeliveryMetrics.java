package dev.tocsin.activities.delivery;

import dev.tocsin.store.delivery.AttemptOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * {@code tocsin_attempt_seconds} by channel and outcome (SENT, RETRYING, DEAD, HELD_BACK): how many
 * attempts and how long they took. Its count by outcome gives deliveries, retries and dead letters.
 */
final class DeliveryMetrics {
  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void attempted(String channel, Sent sent, Duration took) {
    AttemptOutcome outcome = sent.outcome();
    Timer.builder("tocsin.attempt")
        .description("Attempts by channel and outcome")
        .tag("channel", channel)
        .tag("outcome", outcome == null ? "HELD_BACK" : outcome.status().name())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(60))
        .register(registry)
        .record(took);
  }
}
