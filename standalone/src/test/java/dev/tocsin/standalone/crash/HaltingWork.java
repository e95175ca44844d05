package dev.tocsin.standalone.crash;

import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.TargetRef;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;

/** A worker that may halt around activities and around the hand-over. */
final class HaltingWork extends WorkerInterceptorBase {
  private static final String EVENT_WORKFLOW = "event:";

  private final Halts halts;

  HaltingWork(Halts halts) {
    this.halts = halts;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new HaltingActivity(next, halts);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new HaltingHandOver(outbound, halts));
      }
    };
  }

  private static final class HaltingActivity extends ActivityInboundCallsInterceptorBase {
    private final Halts halts;
    private String activity = "";
    private String workflowId = "";

    HaltingActivity(ActivityInboundCallsInterceptor next, Halts halts) {
      super(next);
      this.halts = halts;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      activity = context.getInfo().getActivityType();
      workflowId = context.getInfo().getWorkflowId();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      Object argument = input.getArguments().length == 0 ? "" : input.getArguments()[0];
      if (activity.equals("deliver")) {
        halts.at(HaltPoint.BEFORE_DELIVER, eventId());
      }
      if (argument instanceof TargetRun run) {
        halts.at(HaltPoint.BEFORE_CIRCUIT, run.target().subscriptionId());
      } else if (activity.equals("closeCircuit") && argument instanceof TargetRef target) {
        halts.at(HaltPoint.BEFORE_CLOSED, target.subscriptionId());
      }
      ActivityOutput output = super.execute(input);
      if (argument instanceof TargetRun run) {
        halts.at(HaltPoint.CIRCUIT_OPENED, run.target().subscriptionId());
      } else if (activity.equals("closeCircuit") && argument instanceof TargetRef target) {
        halts.at(HaltPoint.CIRCUIT_CLOSED, target.subscriptionId());
      }
      if (argument instanceof TargetRef target
          && output.getResult() instanceof TargetState state
          && state.next() == TargetState.Next.REST) {
        halts.at(HaltPoint.RESTED, target.subscriptionId());
      }
      if (activity.equals("deliver")) {
        halts.at(HaltPoint.RECORDED, eventId());
      } else if (argument instanceof EventGroup group) {
        for (EventRef event : group.events()) {
          halts.at(HaltPoint.MATCHED, event.eventId());
          halts.at(HaltPoint.HELD, event.eventId());
        }
      } else if (activity.equals("attempt") && argument instanceof DeliveryRun run) {
        halts.at(HaltPoint.RECORDED_LATER, run.delivery().eventId());
      }
      return output;
    }

    private String eventId() {
      return workflowId.startsWith(EVENT_WORKFLOW)
          ? workflowId.substring(EVENT_WORKFLOW.length())
          : workflowId;
    }
  }

  private static final class HaltingHandOver extends WorkflowOutboundCallsInterceptorBase {
    private final Halts halts;

    HaltingHandOver(WorkflowOutboundCallsInterceptor next, Halts halts) {
      super(next);
      this.halts = halts;
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      String eventId = ((DeliveryRun) input.getArgs()[0]).delivery().eventId();
      halts.at(HaltPoint.BEFORE_HAND_OVER, eventId);
      ChildWorkflowOutput<R> output = super.executeChildWorkflow(input);
      return new ChildWorkflowOutput<>(
          output.getResult(),
          output
              .getWorkflowExecution()
              .thenApply(
                  started -> {
                    halts.at(HaltPoint.AFTER_HAND_OVER, eventId);
                    return started;
                  }));
    }
  }
}
