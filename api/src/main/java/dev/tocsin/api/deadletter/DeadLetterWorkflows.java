package dev.tocsin.api.deadletter;

import dev.tocsin.api.temporal.ShortCalls;
import dev.tocsin.contract.deadletter.DeadLetterRun;
import dev.tocsin.contract.deadletter.DeadLetterStart;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and wakes the workflows of operations. Best effort, and within seconds: the row is the
 * truth, and recovery starts what is missing.
 */
public final class DeadLetterWorkflows {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWorkflows.class);
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final WorkflowClient temporal;
  private final ShortCalls calls;

  public DeadLetterWorkflows(WorkflowClient temporal, ShortCalls calls) {
    this.temporal = temporal;
    this.calls = calls;
  }

  void start(DeadLetterRun run) {
    DeadLetterWorkflow workflow =
        temporal.newWorkflowStub(DeadLetterWorkflow.class, DeadLetterStart.options(run));
    attempt(run.operationId(), () -> WorkflowClient.start(workflow::carryOut, run));
  }

  void wake(String operationId) {
    attempt(
        operationId,
        () ->
            temporal
                .newWorkflowStub(DeadLetterWorkflow.class, WorkflowIds.deadLetters(operationId))
                .wake());
  }

  private void attempt(String operationId, Runnable call) {
    try {
      calls.run(LIMIT, call);
    } catch (RuntimeException away) {
      LOG.warn("Temporal could not be reached for {}: {}", operationId, away.getMessage());
    }
  }
}
