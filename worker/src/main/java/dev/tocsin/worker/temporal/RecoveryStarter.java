package dev.tocsin.worker.temporal;

import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that recovery runs: at the start, and from time to time, as Temporal may have been
 * away then, may have lost its data, or somebody may have ended the workflow by hand.
 */
public final class RecoveryStarter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecoveryStarter.class);
  private static final long EVERY_SECONDS = 10;

  private final WorkflowClient client;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "recovery-starter");
            thread.setDaemon(true);
            return thread;
          });

  public RecoveryStarter(WorkflowClient client) {
    this.client = client;
  }

  public void start() {
    clock.scheduleWithFixedDelay(this::ensureRunning, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void ensureRunning() {
    RecoveryWorkflow workflow =
        client.newWorkflowStub(
            RecoveryWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.RECOVERY)
                .setTaskQueue(TaskQueues.DELIVERIES)
                .setStaticSummary("Takes up events and deliveries that nobody carries")
                .build());
    try {
      WorkflowClient.start(workflow::watch, RecoveryFindings.NONE);
      LOG.info("Started {}", WorkflowIds.RECOVERY);
    } catch (WorkflowExecutionAlreadyStarted running) {
      // As it should be.
    } catch (RuntimeException away) {
      LOG.debug("Could not make sure that recovery runs: {}", away.getMessage());
    }
  }
}
