package dev.tocsin.contract.circuit;

import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.WorkflowOptions;

/** How a {@link TargetWorkflow} is started, whoever starts it. */
public final class TargetStart {
  private TargetStart() {}

  /** Options of the start. One runs for each target: a second start is refused. */
  public static WorkflowOptions options(TargetRef target) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.target(target.subscriptionId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(target))
        // Before the deliveries that it spares: behind them, it would open when all have failed.
        .setPriority(Priorities.of(Severity.CRITICAL, target.tenant()))
        .setStaticSummary(Summary.of(target.summary()))
        .build();
  }
}
