package dev.tocsin.api.event;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Verdict;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.SchemaViolationException;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.contract.model.Event;
import java.time.Clock;

/** Applies to an event what its tenant decided, whichever way it came. */
public final class EventCheck {
  private final EventContracts contracts;

  public EventCheck(EventContracts contracts) {
    this.contracts = contracts;
  }

  /** How an event came in that a caller sent now. */
  Reception reception(Caller caller, Publication sent, Clock clock) {
    return new Reception(
        caller.tenant(),
        () -> contracts.defaultSeverity(caller.tenant()),
        clock.instant(),
        sent.trace());
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
