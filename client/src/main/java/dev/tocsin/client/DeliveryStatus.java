package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How far a delivery is. */
public enum DeliveryStatus {
  PENDING,
  SCHEDULED,
  RETRYING,
  WAITING,
  SENT,
  DEAD,
  SUPPRESSED,
  CANCELLED,
  DELIVERED,
  BOUNCED,
  /** A newer server's word. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** Whether nothing more happens to it by itself; a dead letter can still be redriven. */
  public boolean isSettled() {
    return switch (this) {
      case SENT, DEAD, SUPPRESSED, CANCELLED, DELIVERED, BOUNCED -> true;
      case PENDING, SCHEDULED, RETRYING, WAITING, UNKNOWN -> false;
    };
  }

  /** Whether its target took it. */
  public boolean isSent() {
    return this == SENT || this == DELIVERED;
  }
}
