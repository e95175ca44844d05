package dev.tocsin.contract.model;

/** How far an event has come. An event that matched nothing stays {@link #PROCESSED}. */
public enum EventStatus {
  /** Accepted and durable, not matched yet. */
  PENDING,
  /** Matched, its deliveries recorded. */
  PROCESSED,
  /** Every one of its deliveries was SENT, or SUPPRESSED. */
  NOTIFIED
}
