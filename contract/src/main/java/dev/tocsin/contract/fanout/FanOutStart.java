package dev.tocsin.contract.fanout;

import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Text;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.contract.temporal.Summary;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import java.util.List;
import java.util.Locale;

/** How a {@link FanOutWorkflow} is started, whoever starts it. */
public final class FanOutStart {
  private FanOutStart() {}

  /** Options of the hand-over from the event's workflow, which does not wait for the end. */
  public static ChildWorkflowOptions childOptions(FanOutRun run) {
    EventRef event = run.event();
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.fanOut(event.eventId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(List.of(event)))
        .setPriority(Priorities.of(event.severity(), event.tenant()))
        .setStaticSummary(Summary.of(summary(run)))
        .build();
  }

  /** Options of a start by recovery. Refused while it runs. */
  public static WorkflowOptions options(FanOutRun run) {
    EventRef event = run.event();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(WorkflowIds.fanOut(event.eventId()))
        .setTaskQueue(TaskQueues.DELIVERIES)
        .setTypedSearchAttributes(TocsinSearchAttributes.of(List.of(event)))
        .setPriority(Priorities.of(event.severity(), event.tenant()))
        .setStaticSummary(Summary.of(summary(run)))
        .build();
  }

  private static String summary(FanOutRun run) {
    return String.format(
        Locale.ROOT,
        "[%s] %s → %,d deliveries",
        run.event().severity(),
        Text.shorten(run.event().type(), 80),
        run.deliveries());
  }
}
