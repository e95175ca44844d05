package dev.tocsin.contract.deadletter;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Redrives or discards many dead letters, in batches and not faster than it may. The operation's
 * row is the truth; the workflow only acts on it.
 */
@WorkflowInterface
public interface DeadLetterWorkflow {
  @WorkflowMethod(name = "DeadLetterWorkflow")
  void carryOut(DeadLetterRun run);

  /** The row was changed (called off): look at it now instead of after the pause. */
  @SignalMethod(name = "wake")
  void wake();
}
