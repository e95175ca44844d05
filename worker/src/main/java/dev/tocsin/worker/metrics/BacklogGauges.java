package dev.tocsin.worker.metrics;

import dev.tocsin.store.event.Backlog;
import dev.tocsin.store.event.EventDao;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tocsin_events_pending} and {@code tocsin_events_pending_oldest_seconds}: accepted events
 * that no workflow took up yet. Read from PostgreSQL at a scrape, at most every five seconds.
 */
public final class BacklogGauges {
  private static final Logger LOG = LoggerFactory.getLogger(BacklogGauges.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final EventDao events;
  private final Clock clock;
  private Instant readAt = Instant.EPOCH;
  private Backlog backlog = new Backlog(0, null);

  private BacklogGauges(EventDao events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  public static void register(MeterRegistry registry, EventDao events, Clock clock) {
    BacklogGauges gauges = new BacklogGauges(events, clock);
    Gauge.builder("tocsin.events.pending", gauges, g -> g.current().events())
        .description("Accepted events that no workflow took up yet, over all tenants")
        .strongReference(true)
        .register(registry);
    Gauge.builder("tocsin.events.pending.oldest", gauges, BacklogGauges::oldestSeconds)
        .description("Age of the oldest of them")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  private double oldestSeconds() {
    Instant oldest = current().oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
  }

  private synchronized Backlog current() {
    Instant now = clock.instant();
    if (Duration.between(readAt, now).compareTo(FRESH) > 0) {
      readAt = now;
      try {
        backlog = events.backlog();
      } catch (RuntimeException away) {
        LOG.debug("No backlog figures: {}", away.getMessage());
      }
    }
    return backlog;
  }
}
