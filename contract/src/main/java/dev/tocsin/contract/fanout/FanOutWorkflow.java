package dev.tocsin.contract.fanout;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Delivers an event to an audience that is too large for the event's own workflow. The rows are the
 * audience: this workflow goes through them once, in ranges, and remembers how far it is.
 */
@WorkflowInterface
public interface FanOutWorkflow {
  @WorkflowMethod(name = "FanOutWorkflow")
  void fanOut(FanOutRun run);
}
