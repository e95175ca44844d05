package dev.tocsin.contract.recovery;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Looks, for as long as Tocsin runs, for accepted events and open deliveries that nobody carries,
 * and starts what is missing. One runs in each namespace; every worker makes sure of it.
 */
@WorkflowInterface
public interface RecoveryWorkflow {
  @WorkflowMethod(name = "RecoveryWorkflow")
  void watch(RecoveryFindings soFar);

  /** Look now (a subscription was resumed, for instance) instead of within a few seconds. */
  @SignalMethod(name = "look")
  void look();
}
