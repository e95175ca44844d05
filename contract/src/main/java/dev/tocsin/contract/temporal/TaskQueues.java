package dev.tocsin.contract.temporal;

/** The task queues, and who polls them. */
public final class TaskQueues {
  /** {@code EventWorkflow} and its local activities: the worker, and the API for eager starts. */
  public static final String EVENTS = "tocsin-events";

  /** The workflows of deliveries, dead letters, targets and recovery: the worker. */
  public static final String DELIVERIES = "tocsin-deliveries";

  private TaskQueues() {}
}
