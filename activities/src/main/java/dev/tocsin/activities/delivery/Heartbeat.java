package dev.tocsin.activities.delivery;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells Temporal that the activity of the current thread is alive, so that the loss of its worker
 * is noticed within seconds. A cancelled activity goes on to its end: a send cannot be taken back.
 */
final class Heartbeat implements AutoCloseable {
  private static final long EVERY_SECONDS = 5;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "activity-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private final ActivityExecutionContext context = Activity.getExecutionContext();
  private final ScheduledFuture<?> beats =
      CLOCK.scheduleAtFixedRate(this::beat, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  private volatile boolean toStop;

  private Heartbeat() {}

  static Heartbeat start() {
    return new Heartbeat();
  }

  /** Whether it was cancelled, or its worker stops: begin nothing more. */
  boolean isToStop() {
    // Costs nothing: the SDK sends one in a while, and tells what the last one was answered.
    beat();
    return toStop;
  }

  @Override
  public void close() {
    beats.cancel(false);
  }

  private void beat() {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException cancelled) {
      // Known to the workflow; the attempt is finished and recorded all the same.
      toStop = true;
    }
  }
}
