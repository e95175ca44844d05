package dev.tocsin.api.delivery;

import dev.tocsin.api.delivery.DeliveryWorkflows.Reached;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Wakes workflows in the background after their rows were changed. Best effort: a workflow that is
 * not woken sees its row when its next attempt is due, and recovery looks every few seconds anyway.
 */
public final class WakeLine implements AutoCloseable {
  private static final int MOST_ORDERS = 1_000;

  private final DeliveryWorkflows workflows;
  private final ThreadPoolExecutor line;

  public WakeLine(DeliveryWorkflows workflows) {
    this.workflows = workflows;
    this.line =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_ORDERS),
            order -> {
              Thread thread = new Thread(order, "wake-line");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Wakes the workflows of these deliveries, one after the other. */
  public void wake(List<String> deliveryIds) {
    if (!deliveryIds.isEmpty()) {
      line.execute(() -> wakeEach(deliveryIds));
    }
  }

  /** Makes recovery look now. */
  public void look() {
    line.execute(workflows::look);
  }

  @Override
  public void close() {
    line.shutdown();
    try {
      if (!line.awaitTermination(2, TimeUnit.SECONDS)) {
        line.shutdownNow();
      }
    } catch (InterruptedException stop) {
      line.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void wakeEach(List<String> deliveryIds) {
    for (String deliveryId : deliveryIds) {
      // A Temporal that is away would be asked in vain for each of them.
      if (Thread.currentThread().isInterrupted() || workflows.wake(deliveryId) == Reached.AWAY) {
        return;
      }
    }
  }
}
