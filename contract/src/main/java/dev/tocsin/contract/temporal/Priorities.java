package dev.tocsin.contract.temporal;

import dev.tocsin.contract.model.Severity;
import io.temporal.common.Priority;

/** Severity and tenant as Temporal's priority and fairness key. */
public final class Priorities {
  private Priorities() {}

  /** CRITICAL 1, HIGH 2, MEDIUM 3, LOW 4; the tenant shares its level fairly with the others. */
  public static Priority of(Severity severity, String tenant) {
    return Priority.newBuilder()
        .setPriorityKey(Severity.CRITICAL.ordinal() - severity.ordinal() + 1)
        .setFairnessKey(tenant)
        .build();
  }

  /** 5: many at once, which must not delay what happens now. */
  public static Priority ofBulk(String tenant) {
    return Priority.newBuilder()
        .setPriorityKey(Severity.values().length + 1)
        .setFairnessKey(tenant)
        .build();
  }
}
