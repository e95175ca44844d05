package dev.tocsin.contract.circuit;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries all deliveries to one target that is down: opens its circuit, probes it, sends what
 * waited once it answers, and closes the circuit. Of a subscription with limits it carries all
 * deliveries at any time, and ends while there are none. Never fails; the circuit's row is the
 * truth.
 */
@WorkflowInterface
public interface TargetWorkflow {
  @WorkflowMethod(name = "TargetWorkflow")
  void attend(TargetRun run);

  /** Look now, instead of when the next probe or turn is due. */
  @SignalMethod(name = "probe")
  void probe();
}
