package dev.tocsin.bench.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many at once, each of whom goes on as soon as it has its answer. */
public final class Crowd {
  private static final int DIGITS = 3;

  private Crowd() {}

  /** Does it {@code times} times, {@code threads} at a time. */
  public static Sample run(int threads, int times, Step step) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicLong failed = new AtomicLong();
    Histogram micros = new ConcurrentHistogram(DIGITS);
    ExecutorService crowd = Executors.newFixedThreadPool(threads);
    long began = System.nanoTime();
    try {
      for (int thread = 0; thread < threads; thread++) {
        crowd.execute(
            () -> {
              for (int n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
                long start = System.nanoTime();
                if (works(step, n)) {
                  micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                } else {
                  failed.incrementAndGet();
                }
              }
            });
      }
      crowd.shutdown();
      crowd.awaitTermination(1, TimeUnit.HOURS);
    } finally {
      crowd.shutdownNow();
    }
    return Sample.of(micros, failed.get(), (System.nanoTime() - began) / 1e9);
  }

  private static boolean works(Step step, int number) {
    try {
      return step.run(number);
    } catch (Exception noAnswer) {
      return false;
    }
  }
}
