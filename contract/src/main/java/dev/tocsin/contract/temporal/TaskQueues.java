package dev.tocsin.contract.temporal;

/** The task queues, and who polls them. */
public final class TaskQueues {
  /** {@code EventWorkflow} and its local activities: the worker, and the API for eager starts. */
  public static final String EVENTS = "tocsin-events";

  /**
   * {@code DeliveryWorkflow}, {@code DeadLetterWorkflow} and {@code RecoveryWorkflow} with their
   * activities: the worker.
   */
  public static final String DELIVERIES = "tocsin-deliveries";

  private TaskQueues() {}
}
