package dev.tocsin.contract.model;

/** Whether deliveries go out to the target of a subscription. */
public enum CircuitState {
  /** They go out. */
  CLOSED,
  /** The target is down: they wait, and the target is probed from time to time. */
  OPEN,
  /** It was down for too long, or is gone: they wait until somebody enables the subscription. */
  DISABLED
}
