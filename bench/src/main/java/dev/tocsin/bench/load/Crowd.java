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

  /** One thing to do. */
  @FunctionalInterface
  public interface Step {
    /**
     * Does it, and returns when it is done.
     *
     * @param number from 0, each once
     * @return whether it worked
     */
    boolean run(int number) throws Exception;
  }

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
    double seconds = (System.nanoTime() - began) / 1e9;
    long done = micros.getTotalCount();
    return new Sample(
        done,
        failed.get(),
        done / seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3);
  }

  private static boolean works(Step step, int number) {
    try {
      return step.run(number);
    } catch (Exception noAnswer) {
      return false;
    }
  }
}
