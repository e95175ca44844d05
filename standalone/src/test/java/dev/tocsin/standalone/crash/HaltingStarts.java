package dev.tocsin.standalone.crash;

import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.model.EventGroup;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;

/** A client that may halt before and after the start of a workflow. */
final class HaltingStarts extends WorkflowClientInterceptorBase {
  private final Halts halts;

  HaltingStarts(Halts halts) {
    this.halts = halts;
  }

  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new WorkflowClientCallsInterceptorBase(next) {
      @Override
      public WorkflowStartOutput start(WorkflowStartInput input) {
        at(input, HaltPoint.BEFORE_START, HaltPoint.BEFORE_REDRIVE);
        WorkflowStartOutput output = super.start(input);
        at(input, HaltPoint.AFTER_START, HaltPoint.AFTER_REDRIVE);
        return output;
      }
    };
  }

  private void at(
      WorkflowClientCallsInterceptor.WorkflowStartInput input,
      HaltPoint ofEvents,
      HaltPoint ofDelivery) {
    Object argument = input.getArguments()[0];
    if (argument instanceof EventGroup group) {
      group.events().forEach(event -> halts.at(ofEvents, event.eventId()));
    } else if (argument instanceof DeliveryRun run) {
      halts.at(ofDelivery, run.delivery().eventId());
    }
  }
}
