package dev.tocsin.contract.deadletter;

/** How far an operation is. */
public enum OperationStatus {
  RUNNING,
  COMPLETED,
  /** Called off; what was done until then stays done. */
  CANCELLED
}
