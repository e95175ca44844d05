package dev.tocsin.activities.delivery;

import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.model.DeliveryRef;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;

/** Gives deliveries a workflow of their own through a client. Thread-safe. */
public final class HandOvers {
  private final WorkflowClient client;

  public HandOvers(WorkflowClient client) {
    this.client = client;
  }

  /** Starts the delivery's workflow, where it never had one: a delivery is handed over once. */
  public void start(DeliveryRef delivery) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder(DeliveryStart.options(delivery))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .build();
    try {
      WorkflowClient.start(
          client.newWorkflowStub(DeliveryWorkflow.class, options)::deliver,
          new DeliveryRun(delivery, 1));
    } catch (WorkflowExecutionAlreadyStarted before) {
      // A step that ran before this one handed it over.
    }
  }
}
