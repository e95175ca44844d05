package dev.tocsin.contract.delivery;

import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.ChildWorkflowOptions;

/** How a {@link DeliveryWorkflow} is started, whoever starts it. */
public final class DeliveryStart {
  private DeliveryStart() {}

  /**
   * Options of a start through a client (redrive, resume, recovery). Refused while the delivery's
   * workflow runs.
   */
  public static WorkflowOptions options(DeliveryRef delivery) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.delivery(delivery.key().deliveryId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(delivery))
        .setPriority(Priorities.of(delivery.severity(), delivery.tenant()))
        .setStaticSummary(Summary.of(delivery.summary()))
        .build();
  }

  /**
   * Options of the hand-over from an event's workflow, which does not wait for the end. A delivery
   * is handed over once: a second hand-over, of a run that is repeated, is refused.
   */
  public static ChildWorkflowOptions childOptions(DeliveryRef delivery) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.delivery(delivery.key().deliveryId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(delivery))
        .setPriority(Priorities.of(delivery.severity(), delivery.tenant()))
        .setStaticSummary(Summary.of(delivery.summary()))
        .build();
  }
}
