package dev.tocsin.api.temporal;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Bounds calls of the Temporal client, retries included: the SDK alone repeats a call for a minute
 * while the server is away. Thread-safe.
 */
public final class ShortCalls implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "temporal-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes a call that fails with the client's own exception once {@code limit} has passed; what it
   * asked for may then be done all the same.
   */
  public void run(Duration limit, Runnable call) {
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, timer);
    try {
      context.run(call);
    } finally {
      context.cancel(null);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
