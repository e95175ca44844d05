package dev.tocsin.contract.temporal;

/** Workflow ids that an operator can read and an API can compute. */
public final class WorkflowIds {
  /** The one {@code RecoveryWorkflow}. */
  public static final String RECOVERY = "tocsin:recovery";

  private WorkflowIds() {}

  /** The workflow of a single event. */
  public static String event(String eventId) {
    return "event:" + eventId;
  }

  /** The workflow of a group of events. */
  public static String events(String groupId) {
    return "events:" + groupId;
  }

  /** The workflow of an event's large audience. */
  public static String fanOut(String eventId) {
    return "fanout:" + eventId;
  }

  /** The workflow of a delivery, in every round. */
  public static String delivery(String deliveryId) {
    return "delivery:" + deliveryId;
  }

  /** The workflow of an operation on many dead letters. */
  public static String deadLetters(String operationId) {
    return "dead-letters:" + operationId;
  }

  /** The workflow of a target that is down. */
  public static String target(String subscriptionId) {
    return "target:" + subscriptionId;
  }
}
