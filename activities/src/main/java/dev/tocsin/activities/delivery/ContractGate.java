package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Verdict;
import dev.tocsin.activities.eventtype.Violation;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Text;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;

/** Stops an event that no longer fits the contract of its type, before anything is sent. */
final class ContractGate {
  private static final int TOLD = 3;
  private static final int LONGEST_REASON = 500;

  private final EventContracts contracts;

  ContractGate(EventContracts contracts) {
    this.contracts = contracts;
  }

  /** What comes of the attempt instead of a send; empty where it may be sent. */
  Optional<Outcome> refusal(LoadedDelivery loaded) {
    Event event = loaded.event();
    try {
      Verdict verdict = contracts.checkAgain(event, loaded.subscription());
      return verdict.fits()
          ? Optional.empty()
          : Optional.of(new Outcome.Rejected(reason(event, verdict), Outcome.Answer.NONE));
    } catch (JdbiException away) {
      return Optional.of(
          new Outcome.HeldBack("The contract of the event's type could not be looked up"));
    }
  }

  private static String reason(Event event, Verdict verdict) {
    String violations =
        verdict.violations().stream()
            .limit(TOLD)
            .map(Violation::line)
            .collect(Collectors.joining("; "));
    return Text.shorten(
        "The event does not fit version "
            + verdict.schemaVersion()
            + " of "
            + Text.shorten(event.eventType(), 100)
            + ": "
            + violations,
        LONGEST_REASON);
  }
}
