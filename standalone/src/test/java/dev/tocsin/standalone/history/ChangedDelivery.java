package dev.tocsin.standalone.history;

import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.workflows.delivery.DeliveryWorkflowImpl;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A next release's workflow of deliveries: it pauses before it begins, which changes histories. */
abstract class ChangedDelivery implements DeliveryWorkflow {
  /** Names the change in histories. */
  static final String CHANGE = "a-pause-first";

  private final DeliveryWorkflow before = new DeliveryWorkflowImpl();

  /** Whether this run pauses. */
  abstract boolean isChanged();

  @Override
  public void deliver(DeliveryRun run) {
    if (isChanged()) {
      Workflow.sleep(Duration.ofMillis(100));
    }
    before.deliver(run);
  }

  @Override
  public void wake() {
    before.wake();
  }

  /** As it must be done: a run that began without the pause goes on without it. */
  public static final class Patched extends ChangedDelivery {
    @Override
    boolean isChanged() {
      return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1;
    }
  }

  /** As it must not. */
  public static final class Careless extends ChangedDelivery {
    @Override
    boolean isChanged() {
      return true;
    }
  }
}
