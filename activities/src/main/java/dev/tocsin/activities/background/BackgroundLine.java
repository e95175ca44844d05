package dev.tocsin.activities.background;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks one after the other, in the order in which they came, in a thread that keeps no
 * process from ending. Best effort: what does not fit, or waits when the line closes, is never
 * done.
 */
public final class BackgroundLine implements AutoCloseable {
  private final ThreadPoolExecutor executor;
  private final Duration drain;

  /**
   * @param name of its thread
   * @param mostWaiting tasks that wait behind the one under way, from 1; one more is refused
   * @param drain how long {@link #close} waits for them; zero: not at all
   */
  public BackgroundLine(String name, int mostWaiting, Duration drain) {
    this.drain = drain;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostWaiting),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns at once.
   *
   * @return false where the line is full or closed, and the task will not be done
   */
  public boolean add(Runnable task) {
    try {
      executor.execute(task);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Takes no more, and after the time to drain interrupts the task that is under way. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException stop) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
