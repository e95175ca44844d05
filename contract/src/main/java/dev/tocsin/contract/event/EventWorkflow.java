package dev.tocsin.contract.event;

import dev.tocsin.contract.model.EventGroup;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries a group of accepted events: matches them, delivers at once what can be, and hands over
 * the rest to a {@code DeliveryWorkflow} each. Never fails; starting it twice for the same events
 * is harmless, as only one run can claim an event.
 */
@WorkflowInterface
public interface EventWorkflow {
  @WorkflowMethod(name = "EventWorkflow")
  void process(EventGroup group);
}
