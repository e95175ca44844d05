package dev.tocsin.worker.metrics;

import dev.tocsin.store.circuit.CircuitFigures;
import dev.tocsin.store.circuit.CircuitOrdersDao;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tocsin_circuits_open}, {@code tocsin_circuits_disabled} and {@code
 * tocsin_deliveries_waiting}. Read from PostgreSQL at a scrape, at most every fifteen seconds.
 */
public final class CircuitGauges {
  private static final Logger LOG = LoggerFactory.getLogger(CircuitGauges.class);
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final CircuitOrdersDao circuits;
  private final Clock clock;
  private Instant readAt = Instant.EPOCH;
  private CircuitFigures figures = CircuitFigures.NONE;

  private CircuitGauges(CircuitOrdersDao circuits, Clock clock) {
    this.circuits = circuits;
    this.clock = clock;
  }

  public static void register(MeterRegistry registry, CircuitOrdersDao circuits, Clock clock) {
    CircuitGauges gauges = new CircuitGauges(circuits, clock);
    gauge(registry, gauges, "tocsin.circuits.open", "Targets that are down", CircuitFigures::open);
    gauge(
        registry,
        gauges,
        "tocsin.circuits.disabled",
        "Subscriptions that were disabled, as their targets failed for too long",
        CircuitFigures::disabled);
    gauge(
        registry,
        gauges,
        "tocsin.deliveries.waiting",
        "Deliveries that wait: for a target, or for a paused subscription",
        CircuitFigures::waiting);
  }

  private static void gauge(
      MeterRegistry registry,
      CircuitGauges gauges,
      String name,
      String description,
      ToDoubleFunction<CircuitFigures> figure) {
    Gauge.builder(name, gauges, g -> figure.applyAsDouble(g.current()))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private synchronized CircuitFigures current() {
    Instant now = clock.instant();
    if (Duration.between(readAt, now).compareTo(FRESH) > 0) {
      readAt = now;
      try {
        figures = circuits.figures();
      } catch (RuntimeException away) {
        LOG.debug("No figures of circuits: {}", away.getMessage());
      }
    }
    return figures;
  }
}
