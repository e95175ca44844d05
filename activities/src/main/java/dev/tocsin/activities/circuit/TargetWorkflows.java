package dev.tocsin.activities.circuit;

import dev.tocsin.activities.background.BackgroundLine;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetStart;
import dev.tocsin.contract.circuit.TargetWorkflow;
import dev.tocsin.contract.model.TargetRef;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of targets, one after the other in the background: an attempt never waits
 * for Temporal. What is lost here, as Temporal is away or the process ends, is noticed again.
 */
public final class TargetWorkflows implements Consumer<TargetRun>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetWorkflows.class);
  private static final int MOST_WAITING = 1_000;

  private final WorkflowClient client;
  private final BackgroundLine line =
      new BackgroundLine("target-workflows", MOST_WAITING, Duration.ZERO);

  public TargetWorkflows(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void accept(TargetRun run) {
    line.add(
        () -> {
          try {
            if (start(client, run)) {
              LOG.warn(
                  "The target of {} is {}: {}",
                  run.target().subscriptionId(),
                  run.gone() ? "gone" : "down",
                  run.reason());
            }
          } catch (RuntimeException away) {
            LOG.warn(
                "The workflow of the target of {} could not be started: {}",
                run.target().subscriptionId(),
                away.getMessage());
          }
        });
  }

  /**
   * Starts a target's workflow now.
   *
   * @return false where it runs already
   */
  public static boolean start(WorkflowClient client, TargetRun run) {
    TargetWorkflow workflow =
        client.newWorkflowStub(TargetWorkflow.class, TargetStart.options(run.target()));
    try {
      WorkflowClient.start(workflow::attend, run);
      return true;
    } catch (WorkflowExecutionAlreadyStarted running) {
      return false;
    }
  }

  /** Makes a target's workflow look now, and starts it where none runs. */
  public static void wake(WorkflowClient client, TargetRef target) {
    TargetWorkflow workflow =
        client.newWorkflowStub(TargetWorkflow.class, TargetStart.options(target));
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::attend, TargetRun.goingOn(target));
    request.add(workflow::probe);
    client.signalWithStart(request);
  }

  @Override
  public void close() {
    line.close();
  }
}
