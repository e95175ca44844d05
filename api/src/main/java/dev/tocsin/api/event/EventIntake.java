package dev.tocsin.api.event;

import dev.tocsin.api.event.Receipt.Unavailable;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.event.EventDoorDao;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: makes events durable, in groups, as a database's log does. One thread commits; events
 * that come during a commit leave together in the next. Thread-safe.
 */
public final class EventIntake implements AutoCloseable {
  /** The most events in one commit. */
  static final int GROUP_MAX = 200;

  /**
   * The most characters of details in one commit, so that 200 of the largest do not leave at once.
   */
  private static final int GROUP_CHARACTERS = 8 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

  private final BlockingQueue<WaitingEvent> waiting;
  private final GroupCommit commit;
  private final EventStarter starter;
  private final IntakeMeters meters;
  private final IntakeConfig config;
  private final Thread committer = new Thread(this::commitGroups, "event-intake");
  private volatile boolean closing;

  public EventIntake(
      EventDoorDao door, EventStarter starter, IntakeConfig config, MeterRegistry meters) {
    this.waiting = new ArrayBlockingQueue<>(config.waitingMax());
    this.commit = new GroupCommit(door);
    this.starter = starter;
    this.config = config;
    this.meters = new IntakeMeters(meters, waiting);
  }

  public void start() {
    committer.start();
  }

  /**
   * Makes an event durable; waits for it at most the configured time.
   *
   * @return {@link Receipt.Accepted} only once the commit is durable
   */
  public Receipt accept(Event event) throws InterruptedException {
    return accept(event, event.schemaVersion());
  }

  /**
   * The same, for an event that was checked against a version that its publisher may not have
   * named: the version is stored, but is not part of what tells a repeat from a conflict.
   */
  public Receipt accept(Event event, @Nullable String schemaVersion) throws InterruptedException {
    return acceptAll(List.of(new CheckedEvent(event, schemaVersion))).get(0);
  }

  /**
   * Makes events durable, each for itself; waits for all of them at most the configured time. All
   * are submitted before the first is awaited, so that they share commits.
   *
   * @return a receipt for each, in order
   */
  public List<Receipt> acceptAll(List<CheckedEvent> events) throws InterruptedException {
    List<WaitingEvent> entries =
        events.stream().map(each -> new WaitingEvent(each.event(), each.schemaVersion())).toList();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.timeoutSeconds());
    for (WaitingEvent entry : entries) {
      if (!submit(entry)) {
        entry.receipt().complete(new Unavailable(false));
      }
    }
    List<Receipt> receipts = new ArrayList<>(entries.size());
    for (WaitingEvent entry : entries) {
      Receipt receipt = await(entry, deadline);
      meters.count(receipt);
      receipts.add(receipt);
    }
    return receipts;
  }

  /** Commits what waits already, and ends; what comes meanwhile is unavailable. */
  @Override
  public void close() {
    closing = true;
    try {
      committer.join(TimeUnit.SECONDS.toMillis(config.timeoutSeconds()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    committer.interrupt();
    abandonRest();
  }

  private boolean submit(WaitingEvent entry) {
    if (closing || !waiting.offer(entry)) {
      return false;
    }
    if (closing && !committer.isAlive()) {
      // It came between the committer's last look and its end.
      abandonRest();
    }
    return true;
  }

  private static Receipt await(WaitingEvent entry, long deadline) throws InterruptedException {
    CompletableFuture<Receipt> receipt = entry.receipt();
    try {
      return receipt.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return entry.withdraw() ? new Unavailable(false) : receipt.getNow(new Unavailable(true));
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("A receipt never fails", impossible);
    }
  }

  private void commitGroups() {
    try {
      while (!closing || !waiting.isEmpty()) {
        WaitingEvent first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          commitGroup(groupFrom(first));
        }
      }
    } catch (InterruptedException stop) {
      LOG.warn("The door was closed with {} events still waiting", waiting.size());
    }
  }

  private List<WaitingEvent> groupFrom(WaitingEvent first) {
    List<WaitingEvent> group = new ArrayList<>();
    int characters = 0;
    @Nullable WaitingEvent next = first;
    while (next != null) {
      if (next.take()) {
        group.add(next);
        characters += next.newEvent().event().details().text().length();
      }
      boolean full = group.size() == GROUP_MAX || characters >= GROUP_CHARACTERS;
      next = full ? null : waiting.poll();
    }
    return group;
  }

  private void commitGroup(List<WaitingEvent> group) {
    if (group.isEmpty()) {
      return;
    }
    meters.groupSize.record(group.size());
    List<Event> fresh;
    try {
      fresh = commit.commit(group);
    } catch (RuntimeException defect) {
      LOG.error("A group of events met a defect", defect);
      fresh = List.of();
    }
    // Nobody is left waiting, whatever happened.
    group.forEach(entry -> entry.receipt().complete(new Unavailable(true)));
    fresh.forEach(starter::offer);
  }

  private void abandonRest() {
    for (WaitingEvent entry = waiting.poll(); entry != null; entry = waiting.poll()) {
      entry.receipt().complete(new Unavailable(false));
    }
  }
}
