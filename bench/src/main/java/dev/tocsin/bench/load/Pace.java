package dev.tocsin.bench.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes at a steady pace, whatever the answers take: a system that falls behind is seen as a
 * longer way, not as a slower publisher.
 */
public final class Pace {
  private static final int THREADS = 32;

  private Pace() {}

  /** One publication. */
  @FunctionalInterface
  public interface Step {
    /**
     * @return whether it was accepted
     */
    boolean publish(int sequence) throws Exception;
  }

  /**
   * Publishes a number of events, from sequence 0 on, and waits for their answers.
   *
   * @return how many were not accepted
   */
  public static int publish(int events, int perSecond, Step step) throws InterruptedException {
    AtomicInteger failed = new AtomicInteger();
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    try {
      for (int number = 0; number < events; number++) {
        int sequence = number;
        threads.schedule(
            () -> run(step, sequence, failed),
            TimeUnit.SECONDS.toMicros(number) / perSecond,
            TimeUnit.MICROSECONDS);
      }
      threads.shutdown(); // what is scheduled still runs
      threads.awaitTermination(events / perSecond + 60L, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
    return failed.get();
  }

  private static void run(Step step, int sequence, AtomicInteger failed) {
    try {
      if (!step.publish(sequence)) {
        failed.incrementAndGet();
      }
    } catch (Exception noAnswer) {
      failed.incrementAndGet();
    }
  }
}
