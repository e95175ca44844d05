package dev.tocsin.contract.model;

/** Whether deliveries go out to the target of a subscription. */
public enum CircuitState {
  /** They go out. */
  CLOSED,
  /** They go out by the target's workflow alone, within the subscription's limits. */
  LIMITED,
  /** The target is down: they wait, and the target is probed from time to time. */
  OPEN,
  /** It was down for too long, or is gone: they wait until somebody enables the subscription. */
  DISABLED
}
