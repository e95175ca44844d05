package dev.tocsin.api.event;

import dev.tocsin.api.temporal.ShortCalls;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts {@code EventWorkflow}s, in each lane one start at a time: an event that finds its lane
 * idle leaves alone and at once, and what comes while a start is under way leaves together after
 * it. So the price of a start is that of one event at light load, and shared under load. While
 * Temporal is away it drops and backs off; the door never feels it.
 */
public final class TemporalEventStarter implements EventStarter {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalEventStarter.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final WorkflowClient temporal;
  private final SubscriptionRevisions revisions;
  private final ShortCalls calls;
  private final StartLanes lanes;
  private final int groupMax;
  private final Clock clock;
  private final DistributionSummary groups;
  private final Counter overflowed;
  private final Counter failed;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  public TemporalEventStarter(
      WorkflowClient temporal,
      SubscriptionRevisions revisions,
      ShortCalls calls,
      IntakeConfig config,
      MeterRegistry meters,
      Clock clock) {
    this.clock = clock;
    this.temporal = temporal;
    this.revisions = revisions;
    this.calls = calls;
    this.lanes = new StartLanes(config.lanesMax());
    this.overflowed = meters.counter("tocsin.starts.dropped", "reason", "overflow");
    this.failed = meters.counter("tocsin.starts.dropped", "reason", "failed");
    this.groupMax = config.groupMax();
    this.groups =
        DistributionSummary.builder("tocsin.starts.events")
            .description("Events that one workflow start carries")
            .register(meters);
    meters.gauge("tocsin.starts.waiting", lanes, StartLanes::size);
    for (Severity severity : Severity.values()) {
      for (int number = 1; number <= config.startsInFlight(); number++) {
        String name = "event-starter-" + severity.name().toLowerCase(Locale.ROOT) + "-" + number;
        Thread thread = new Thread(() -> startEvents(severity), name);
        thread.setDaemon(true);
        threads.add(thread);
      }
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  @Override
  public void offer(Event event) {
    if (!lanes.offer(event)) {
      overflowed.increment();
    }
  }

  @Override
  public void close() {
    lanes.close();
    closing.countDown();
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
  }

  private void startEvents(Severity severity) {
    try {
      List<Event> together = lanes.take(severity, groupMax);
      while (!together.isEmpty()) {
        if (startTogether(together)) {
          failuresInARow.set(0);
        } else {
          failed.increment(together.size());
          backOff(failuresInARow.incrementAndGet());
        }
        together = lanes.take(severity, groupMax);
      }
    } catch (InterruptedException stop) {
      LOG.info("Left {} events to recovery", lanes.size());
    }
  }

  private boolean startTogether(List<Event> events) {
    EventGroup group =
        EventStart.group(
            events.stream().map(Event::ref).toList(), revisions.highest(), clock.instant());
    try {
      EventWorkflow workflow =
          temporal.newWorkflowStub(EventWorkflow.class, EventStart.options(group));
      calls.run(START_LIMIT, () -> WorkflowClient.start(workflow::process, group));
      groups.record(events.size());
      return true;
    } catch (WorkflowExecutionAlreadyStarted already) {
      return true;
    } catch (RuntimeException away) {
      LOG.warn("Could not start {}; recovery will: {}", group.workflowId(), rootMessage(away));
      return false;
    }
  }

  /** The pause doubles with each failure in a row; ends early when the process stops. */
  private void backOff(int failures) throws InterruptedException {
    long pause = Math.min(LONGEST_PAUSE_MS, 50L << Math.min(failures, 10));
    if (closing.await(pause, TimeUnit.MILLISECONDS) && failures > 1) {
      // Temporal is away and the process ends: what waits is recovery's.
      throw new InterruptedException();
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
