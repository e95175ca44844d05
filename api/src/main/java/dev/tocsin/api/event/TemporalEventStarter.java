package dev.tocsin.api.event;

import dev.tocsin.api.temporal.ShortCalls;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an {@code EventWorkflow} for each event, the most urgent first, on a few threads of its
 * own. While Temporal is away it drops and backs off; the door never feels it.
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
      MeterRegistry meters) {
    this.temporal = temporal;
    this.revisions = revisions;
    this.calls = calls;
    this.lanes = new StartLanes(config.lanesMax());
    this.overflowed = meters.counter("tocsin.starts.dropped", "reason", "overflow");
    this.failed = meters.counter("tocsin.starts.dropped", "reason", "failed");
    meters.gauge("tocsin.starts.waiting", lanes, StartLanes::size);
    for (int number = 1; number <= config.startsInFlight(); number++) {
      Thread thread = new Thread(this::startEvents, "event-starter-" + number);
      thread.setDaemon(true);
      threads.add(thread);
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

  private void startEvents() {
    try {
      for (Event event = lanes.take(); event != null; event = lanes.take()) {
        if (startOne(event)) {
          failuresInARow.set(0);
        } else {
          failed.increment();
          backOff(failuresInARow.incrementAndGet());
        }
      }
    } catch (InterruptedException stop) {
      LOG.info("Left {} events to recovery", lanes.size());
    }
  }

  private boolean startOne(Event event) {
    EventGroup group = EventStart.single(event.ref(), revisions.highest());
    try {
      EventWorkflow workflow =
          temporal.newWorkflowStub(EventWorkflow.class, EventStart.options(group));
      calls.run(START_LIMIT, () -> WorkflowClient.start(workflow::process, group));
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
