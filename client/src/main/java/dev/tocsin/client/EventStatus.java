package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How far an event is. */
public enum EventStatus {
  /** Accepted and durable, not matched yet. */
  PENDING,
  /** Matched, its deliveries recorded. An event that matched nothing stays so. */
  PROCESSED,
  /** Every one of its deliveries is sent. */
  NOTIFIED,
  /** A newer server's word. */
  @JsonEnumDefaultValue
  UNKNOWN
}
