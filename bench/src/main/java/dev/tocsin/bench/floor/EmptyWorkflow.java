package dev.tocsin.bench.floor;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow that does nothing. */
@WorkflowInterface
public interface EmptyWorkflow {
  /** Completes at once. */
  @WorkflowMethod
  void run();
}
