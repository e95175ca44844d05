package dev.tocsin.bench.textbook;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One event. */
@WorkflowInterface
public interface TextbookWorkflow {
  /** Match, deliver side by side, record. */
  @WorkflowMethod
  void process(TextbookEvent event);
}
