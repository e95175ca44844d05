package dev.tocsin.contract.model;

import java.util.List;

/**
 * The events that one run of {@code EventWorkflow} carries.
 *
 * @param workflowId the id of the workflow that carries them; it marks the events as claimed
 * @param events at most 200
 * @param subscriptionRevision the highest subscription revision that the accepting process knew:
 *     matching catches up to it first
 */
public record EventGroup(String workflowId, List<EventRef> events, long subscriptionRevision) {
  public EventGroup {
    events = List.copyOf(events);
  }
}
