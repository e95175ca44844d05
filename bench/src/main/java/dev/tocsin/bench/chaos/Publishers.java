package dev.tocsin.bench.chaos;

import dev.tocsin.bench.load.Publisher;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishers that never give up: an event that gets no answer, or a 503, is published again under
 * the same id until it is accepted. Each goes on to its next event then, at its pace, unless very
 * much is under way: a machine that is too slow for the pace would never recover.
 */
final class Publishers implements AutoCloseable {
  static final String TYPE = "bench.chaos";

  /** As many events as come while a process is away and starts. */
  static final int MOST_UNDER_WAY = 200;

  /** In {@link #answers}: the connection was refused or cut. */
  static final int NO_ANSWER = 0;

  private static final int THREADS = 16;
  private static final long PAUSE_MS = 100;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final Publisher http;
  private final String key;
  private final Ledger ledger;
  private volatile boolean stopped;

  Publishers(String url, String key, Ledger ledger) {
    this.http = new Publisher(url, THREADS);
    this.key = key;
    this.ledger = ledger;
  }

  /**
   * Begins.
   *
   * @param perSecond of all together, while everything works
   */
  void start(int perSecond) {
    long pauseNanos = TimeUnit.SECONDS.toNanos(THREADS) / perSecond;
    for (int thread = 0; thread < THREADS; thread++) {
      threads.execute(() -> run(pauseNanos));
    }
  }

  /** Lets each finish its event; whether all did. */
  boolean finish(long seconds) throws InterruptedException {
    stopped = true;
    threads.shutdown();
    return threads.awaitTermination(seconds, TimeUnit.SECONDS);
  }

  /** How often each status was answered. */
  Map<Integer, Integer> answers() {
    return new TreeMap<>(answers);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.close();
  }

  private void run(long pauseNanos) {
    try {
      while (!stopped) {
        long due = System.nanoTime() + pauseNanos;
        if (ledger.underWay() < MOST_UNDER_WAY) {
          publish(next.getAndIncrement());
        }
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(int sequence) throws InterruptedException {
    String event =
        """
        {"id": "chaos-%d", "eventType": "%s", "severity": "HIGH", "title": "Order %d is late",
         "details": {"sequence":%d,"order":{"number":"A-%d","total":129.90,"currency":"EUR"}}}"""
            .formatted(sequence, TYPE, sequence, sequence, sequence);
    for (; ; TimeUnit.MILLISECONDS.sleep(PAUSE_MS)) {
      long askedAt = System.nanoTime();
      int status = post(event);
      answers.merge(status, 1, Integer::sum);
      if (status == Publisher.ACCEPTED) {
        ledger.accepted(sequence, askedAt, System.nanoTime());
        return;
      }
    }
  }

  private int post(String event) {
    try {
      return http.post(key, event);
    } catch (IOException noAnswer) {
      return NO_ANSWER;
    }
  }
}
