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

  private final ScheduledFuture<?> beats;

  private Heartbeat(ScheduledFuture<?> beats) {
    this.beats = beats;
  }

  static Heartbeat start() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return new Heartbeat(
        CLOCK.scheduleAtFixedRate(
            () -> beat(context), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    beats.cancel(false);
  }

  private static void beat(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException cancelled) {
      // Known to the workflow; the attempt is finished and recorded all the same.
    }
  }
}
