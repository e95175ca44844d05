package dev.tocsin.contract.recovery;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What {@link RecoveryWorkflow} looks for, and starts. All of it is harmless when repeated. */
@ActivityInterface
public interface RecoveryActivities {

  /**
   * Starts events that have been PENDING for too long, deliveries that waited to be resumed, and
   * the workflows of targets whose probes are overdue.
   */
  @ActivityMethod(name = "takeUpWaiting")
  RecoveryFindings takeUpWaiting();

  /** Starts open, overdue deliveries and open circuits whose workflows are closed or unknown. */
  @ActivityMethod(name = "takeUpAbandoned")
  RecoveryFindings takeUpAbandoned();

  /** Makes the partitions of the coming days and drops what is past its retention. */
  @ActivityMethod(name = "maintainPartitions")
  void maintainPartitions();
}
