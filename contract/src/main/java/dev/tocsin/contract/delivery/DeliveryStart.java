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
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   *
   * @param correlationId the event's, for the memo. A start through a client has none: the
   *     delivery's row does not hold it
   */
  public static ChildWorkflowOptions childOptions(
      DeliveryRef delivery, @Nullable String correlationId) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.delivery(delivery.key().deliveryId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(delivery))
        .setPriority(Priorities.of(delivery.severity(), delivery.tenant()))
        .setStaticSummary(Summary.of(delivery.summary()))
        .setMemo(memo(delivery, correlationId))
        .build();
  }

  /** As in the event's workflow, an id that only repeats the event's own is left out. */
  private static Map<String, Object> memo(DeliveryRef delivery, @Nullable String correlationId) {
    return correlationId == null || correlationId.equals(delivery.eventId())
        ? Map.of()
        : Map.of("correlationId", correlationId);
  }
}
