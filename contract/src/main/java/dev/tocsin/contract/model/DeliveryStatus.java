package dev.tocsin.contract.model;

/** Where a delivery stands. */
public enum DeliveryStatus {
  /** Not tried yet in this round. */
  PENDING,
  /** To be tried first at a chosen time. */
  SCHEDULED,
  /** Tried without success; another attempt is due at {@code nextAttemptAt}. */
  RETRYING,
  /**
   * Held: its subscription is paused or disabled, its target's circuit is open, or its turn has not
   * come within its subscription's limits.
   */
  WAITING,
  /** The target took it. Final. */
  SENT,
  /** A dead letter: its attempts are used up, or it was refused for good. Can be redriven. */
  DEAD,
  /** Its target is on the suppression list; not attempted. Can be redriven. */
  SUPPRESSED,
  /** Called off by an operator, or with its subscription. Final. */
  CANCELLED,
  /** Mail that the provider reports as arrived. Final. */
  DELIVERED,
  /** Mail that the provider reports as returned. Final. */
  BOUNCED;

  /** Whether a workflow still has something to do for it. */
  public boolean isOpen() {
    return this == PENDING || this == SCHEDULED || this == RETRYING;
  }
}
