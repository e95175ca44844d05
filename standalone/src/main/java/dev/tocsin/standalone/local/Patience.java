package dev.tocsin.standalone.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a server's state to change, for which no notification exists. */
final class Patience {
  private static final long LOOK_EVERY_MILLIS = 25;

  private Patience() {}

  /** Whether it became true in time; false at once when the thread is interrupted. */
  static boolean until(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /**
   * As above, and not to be disturbed by an interrupt, which the thread keeps: for cleaning up
   * after one.
   */
  static boolean evenInterruptedUntil(Duration limit, BooleanSupplier condition) {
    boolean interrupted = Thread.interrupted();
    try {
      long end = System.nanoTime() + limit.toNanos();
      while (true) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (until(left, condition)) {
          return true;
        }
        if (!Thread.interrupted()) {
          return false;
        }
        interrupted = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
