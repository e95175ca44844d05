package dev.tocsin.api.catalogue;

import dev.tocsin.contract.model.Event;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts accepted events for the catalogue, in memory, and writes the counts every few seconds: an
 * event costs no statement. A process that is killed loses the counts of the last seconds, never an
 * event. Thread-safe.
 */
public final class CatalogueFigures implements AutoCloseable {
  /** How long a count waits to be written, in seconds. */
  private static final long INTERVAL_SECONDS = 5;

  /** With so many counts it is written at once. */
  private static final int MANY = TypeCounts.MOST / 4;

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueFigures.class);

  private final TypeFiguresDao table;
  private final TypeCounts counts = new TypeCounts();
  private final Counter uncounted;
  private final Counter failures;
  private final AtomicBoolean called = new AtomicBoolean();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "catalogue-figures");
            thread.setDaemon(true);
            return thread;
          });

  public CatalogueFigures(TypeFiguresDao table, MeterRegistry meters) {
    this.table = table;
    this.uncounted = meters.counter("tocsin.catalogue.uncounted");
    this.failures = meters.counter("tocsin.catalogue.failed");
    meters.gauge("tocsin.catalogue.waiting", counts, TypeCounts::size);
  }

  public void start() {
    writer.scheduleWithFixedDelay(
        this::writeInTurn, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  /** Counts an event that became durable just now. Never waits for the database. */
  void count(Event event) {
    if (!counts.count(event.tenant(), event.eventType(), event.source(), event.receivedAt())) {
      uncounted.increment();
    }
    if (counts.size() >= MANY && called.compareAndSet(false, true)) {
      try {
        writer.execute(this::write);
      } catch (RejectedExecutionException stopped) {
        // The stop writes it.
      }
    }
  }

  /** Writes what was counted, and ends. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(INTERVAL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    write();
  }

  private void writeInTurn() {
    called.set(false);
    write();
  }

  /** After a failure nobody calls it before its turn. */
  private void write() {
    TypeCounts.Counted counted = counts.drain();
    if (counted.isEmpty()) {
      return;
    }
    try {
      table.add(counted.days(), counted.sources());
      called.set(false);
    } catch (RuntimeException failed) {
      // Most often the database is away. Thrown on, it would end the schedule.
      LOG.warn("The catalogue's figures could not be written: {}", failed.getMessage());
      counts.putBack(counted);
      failures.increment();
    }
  }
}
