package dev.tocsin.api.event;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Verdict;
import dev.tocsin.api.errors.SchemaViolationException;
import dev.tocsin.contract.model.Event;

/** Holds an event to the contract of its type, whichever way it came. */
public final class EventCheck {
  private final EventContracts contracts;

  public EventCheck(EventContracts contracts) {
    this.contracts = contracts;
  }

  /**
   * @throws SchemaViolationException where it does not fit, and the tenant asks that it does
   */
  CheckedEvent check(Event event) {
    Verdict verdict =
        contracts.check(event.tenant(), event.eventType(), event.schemaVersion(), event.details());
    if (!verdict.fits()) {
      throw new SchemaViolationException("details", verdict.violations());
    }
    return new CheckedEvent(event, verdict.schemaVersion());
  }
}
