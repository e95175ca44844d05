package dev.tocsin.activities.recovery;

import dev.tocsin.contract.recovery.RecoveryActivities;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.store.partition.PartitionDao;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovery as the watch runs it: with ages, counters and heartbeats. */
public final class RecoveryActivitiesImpl implements RecoveryActivities {
  /** An accepted event that is PENDING for longer was dropped by whoever should have started it. */
  static final Duration PENDING_TOO_LONG = Duration.ofSeconds(10);

  /** An open delivery to which nothing happened for longer is looked into. */
  static final Duration OVERDUE = Duration.ofSeconds(60);

  /** When every open circuit was to be probed, however long its pause. */
  private static final Duration AT_LAST = Duration.ofDays(365);

  /** What it started waits for its turn for so long at least before it is started again. */
  private static final Duration TAKEN_UP_LATELY = Duration.ofMinutes(5);

  /** In one look, so that one is over in seconds: at a look every five, 2,000 in a second. */
  private static final int EVENTS_AT_ONCE = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryActivitiesImpl.class);

  private final Recovery recovery;
  private final PartitionDao partitions;
  private final Clock clock;
  private final Counter events;
  private final Counter deliveries;
  private final Counter resumed;
  private final Counter targets;

  public RecoveryActivitiesImpl(
      Recovery recovery, PartitionDao partitions, MeterRegistry metrics, Clock clock) {
    this.recovery = recovery;
    this.partitions = partitions;
    this.clock = clock;
    this.events = counter(metrics, "event");
    this.deliveries = counter(metrics, "delivery");
    this.resumed = counter(metrics, "resumed");
    this.targets = counter(metrics, "target");
  }

  @Override
  public RecoveryFindings takeUpWaiting() {
    Instant now = clock.instant();
    int started =
        recovery.startPending(now, PENDING_TOO_LONG, TAKEN_UP_LATELY, EVENTS_AT_ONCE, count -> {});
    int operations = recovery.startOperations(now.minus(PENDING_TOO_LONG));
    if (operations > 0) {
      LOG.warn(
          "Recovery started {} operations on dead letters that no workflow carried", operations);
    }
    events.increment(started);
    int woken = recovery.resumeWaiting();
    resumed.increment(woken);
    if (started + woken > 0) {
      LOG.info("Recovery started {} pending events and resumed {} deliveries", started, woken);
    }
    int attended = startTargets(now.minus(OVERDUE)) + wakeLimited(now.minus(OVERDUE));
    return new RecoveryFindings(started, 0, woken, attended);
  }

  @Override
  public RecoveryFindings takeUpAbandoned() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    int started =
        recovery.startAbandoned(
            clock.instant().minus(OVERDUE), looked -> context.heartbeat(looked));
    deliveries.increment(started);
    if (started > 0) {
      LOG.warn("Recovery started {} open deliveries that no workflow carried", started);
    }
    int attended = startTargets(clock.instant().plus(AT_LAST));
    return new RecoveryFindings(0, started, 0, attended);
  }

  private int startTargets(Instant before) {
    int started = recovery.startUnattended(before);
    targets.increment(started);
    if (started > 0) {
      LOG.warn("Recovery started the workflows of {} open circuits", started);
    }
    return started;
  }

  private int wakeLimited(Instant before) {
    int woken = recovery.wakeLimited(before);
    targets.increment(woken);
    if (woken > 0) {
      LOG.info("Recovery woke the workflows of {} targets with limits", woken);
    }
    return woken;
  }

  @Override
  public void maintainPartitions() {
    Instant now = clock.instant();
    partitions.makeAhead(now);
    partitions.dropExpired(now);
  }

  private static Counter counter(MeterRegistry metrics, String kind) {
    return Counter.builder("tocsin.recovered")
        .description(
            "What recovery took up: event (PENDING too long), delivery (carried by no workflow; 0"
                + " unless Temporal lost one), resumed, target (an open circuit without a workflow, or limits that nobody attended to)")
        .tag("kind", kind)
        .register(metrics);
  }
}
