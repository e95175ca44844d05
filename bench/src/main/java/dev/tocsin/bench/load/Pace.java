package dev.tocsin.bench.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Does things at a steady pace, whatever each takes: a system that falls behind is seen as a longer
 * way, not as a slower publisher.
 */
public final class Pace {
  private static final int THREADS = 32;
  private static final int DIGITS = 3;

  private Pace() {}

  /** Does it {@code times} times, at so many a second, and waits for the last. */
  public static Sample run(int times, int perSecond, Step step) throws InterruptedException {
    AtomicInteger failed = new AtomicInteger();
    Histogram micros = new ConcurrentHistogram(DIGITS);
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    long began = System.nanoTime();
    try {
      for (int each = 0; each < times; each++) {
        int number = each;
        threads.schedule(
            () -> {
              long start = System.nanoTime();
              if (works(step, number)) {
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
              } else {
                failed.incrementAndGet();
              }
            },
            TimeUnit.SECONDS.toMicros(number) / perSecond,
            TimeUnit.MICROSECONDS);
      }
      threads.shutdown(); // what is scheduled still runs
      threads.awaitTermination(times / perSecond + 60L, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
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
