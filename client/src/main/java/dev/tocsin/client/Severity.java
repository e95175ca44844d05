package dev.tocsin.client;

/** How urgent an event is, in rising order. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
