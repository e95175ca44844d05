package dev.tocsin.contract.deadletter;

import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.WorkflowOptions;

/** How a {@link DeadLetterWorkflow} is started, whoever starts it. */
public final class DeadLetterStart {
  private DeadLetterStart() {}

  /** Refused while the operation's workflow runs. */
  public static WorkflowOptions options(DeadLetterRun run) {
    String does =
        switch (run.order()) {
          case REDRIVE -> "Redrives";
          case DISCARD -> "Discards";
        };
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.deadLetters(run.operationId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setTypedSearchAttributes(TocsinSearchAttributes.ofTenant(run.tenant()))
        .setPriority(Priorities.ofBulk(run.tenant()))
        .setStaticSummary(does + " dead letters, at most " + run.ratePerSecond() + " a second")
        .build();
  }
}
