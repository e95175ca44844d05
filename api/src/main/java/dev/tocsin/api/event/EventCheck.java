package dev.tocsin.api.event;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Verdict;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.SchemaViolationException;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.systemevent.SystemEventType;
import java.time.Clock;
import java.util.List;

/** Applies to an event what its tenant decided, whichever way it came. */
public final class EventCheck {
  private static final String RESERVED =
      "the type of an event must not begin with "
          + SystemEventType.PREFIX
          + " as only Tocsin itself reports such events; use another name";

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
   * @throws InvalidRequestException where only Tocsin itself reports events of its type
   * @throws SchemaViolationException where it does not fit, and the tenant asks that it does
   */
  CheckedEvent check(Event event) {
    if (SystemEventType.isReserved(event.eventType())) {
      throw new InvalidRequestException(List.of(RESERVED));
    }
    Verdict verdict =
        contracts.check(event.tenant(), event.eventType(), event.schemaVersion(), event.details());
    if (!verdict.fits()) {
      throw new SchemaViolationException("details", verdict.violations());
    }
    return new CheckedEvent(event, verdict.schemaVersion());
  }
}
