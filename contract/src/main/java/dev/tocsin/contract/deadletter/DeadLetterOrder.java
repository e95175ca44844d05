package dev.tocsin.contract.deadletter;

/** What an operator orders of many dead letters. */
public enum DeadLetterOrder {
  /** Begin the next round of each. */
  REDRIVE,
  /** Give each up for good: it becomes CANCELLED. */
  DISCARD
}
