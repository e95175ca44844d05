package dev.tocsin.contract.delivery;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries one delivery that was not SENT at once, until it is SENT, held or called off; closes as
 * Failed, with the target's answer as the message, when it is a dead letter. The delivery's row is
 * the truth; the workflow only acts on it.
 */
@WorkflowInterface
public interface DeliveryWorkflow {
  @WorkflowMethod(name = "DeliveryWorkflow")
  void deliver(DeliveryRun run);

  /**
   * The row was changed (retry now, cancelled, paused): look at it now instead of when it is due.
   */
  @SignalMethod(name = "wake")
  void wake();
}
