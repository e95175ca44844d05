package dev.tocsin.api.delivery;

import dev.tocsin.activities.background.BackgroundLine;
import dev.tocsin.api.delivery.DeliveryWorkflows.Reached;
import java.time.Duration;
import java.util.List;

/**
 * Wakes workflows in the background after their rows were changed. Best effort: a workflow that is
 * not woken sees its row when its next attempt is due, and recovery looks every few seconds anyway.
 */
public final class WakeLine implements AutoCloseable {
  private static final int MOST_ORDERS = 1_000;

  private final DeliveryWorkflows workflows;
  private final BackgroundLine line =
      new BackgroundLine("wake-line", MOST_ORDERS, Duration.ofSeconds(2));

  public WakeLine(DeliveryWorkflows workflows) {
    this.workflows = workflows;
  }

  /** Wakes the workflows of these deliveries, one after the other. */
  public void wake(List<String> deliveryIds) {
    if (!deliveryIds.isEmpty()) {
      line.add(() -> wakeEach(deliveryIds));
    }
  }

  /** Makes recovery look now. */
  public void look() {
    line.add(workflows::look);
  }

  @Override
  public void close() {
    line.close();
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
