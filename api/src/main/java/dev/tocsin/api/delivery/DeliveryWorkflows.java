package dev.tocsin.api.delivery;

import dev.tocsin.api.temporal.ShortCalls;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetStart;
import dev.tocsin.contract.circuit.TargetWorkflow;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and wakes the workflows of deliveries. Every call ends within a few seconds. */
public final class DeliveryWorkflows {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorkflows.class);
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final WorkflowClient temporal;
  private final ShortCalls calls;

  public DeliveryWorkflows(WorkflowClient temporal, ShortCalls calls) {
    this.temporal = temporal;
    this.calls = calls;
  }

  /** What came of a call. */
  enum Reached {
    /** Started, or woken. */
    DONE,
    /** A start found it running; a wake found it closed or unknown. */
    OTHERWISE,
    /** Temporal did not answer in time; it may have done it all the same. */
    AWAY
  }

  /** Starts the run that opens the given round. */
  Reached start(DeliveryRef delivery, int round) {
    WorkflowOptions options = DeliveryStart.options(delivery);
    DeliveryWorkflow workflow = temporal.newWorkflowStub(DeliveryWorkflow.class, options);
    DeliveryRun run = new DeliveryRun(delivery, round);
    try {
      calls.run(LIMIT, () -> WorkflowClient.start(workflow::deliver, run));
      return Reached.DONE;
    } catch (WorkflowExecutionAlreadyStarted running) {
      return Reached.OTHERWISE;
    } catch (RuntimeException away) {
      return away(options.getWorkflowId(), away);
    }
  }

  /** Makes a delivery's workflow look at its row now. */
  Reached wake(String deliveryId) {
    String workflowId = WorkflowIds.delivery(deliveryId);
    return signal(
        workflowId, () -> temporal.newWorkflowStub(DeliveryWorkflow.class, workflowId).wake());
  }

  /** Makes the workflow of a target that is down probe it now, and starts it where none runs. */
  Reached attend(TargetRef target) {
    WorkflowOptions options = TargetStart.options(target);
    TargetWorkflow workflow = temporal.newWorkflowStub(TargetWorkflow.class, options);
    BatchRequest request = temporal.newSignalWithStartRequest();
    request.add(workflow::attend, TargetRun.goingOn(target));
    request.add(workflow::probe);
    return signal(String.valueOf(options.getWorkflowId()), () -> temporal.signalWithStart(request));
  }

  /** Makes recovery look now for what waited. */
  Reached look() {
    return signal(
        WorkflowIds.RECOVERY,
        () -> temporal.newWorkflowStub(RecoveryWorkflow.class, WorkflowIds.RECOVERY).look());
  }

  private Reached signal(String workflowId, Runnable signal) {
    try {
      calls.run(LIMIT, signal);
      return Reached.DONE;
    } catch (WorkflowNotFoundException gone) {
      return Reached.OTHERWISE;
    } catch (RuntimeException away) {
      return away(workflowId, away);
    }
  }

  private static Reached away(String workflowId, RuntimeException failure) {
    Throwable cause = failure.getCause();
    LOG.warn(
        "Temporal could not be reached for {}: {}",
        workflowId,
        cause == null ? failure.toString() : cause.toString());
    return Reached.AWAY;
  }
}
