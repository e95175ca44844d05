package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.delivery.Sent.Verdict;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Judges an attempt's outcome by the subscription's schedule. Records nothing. */
final class AttemptJudge {
  /** RFC 9110, section 15.5.11: the target is gone, and this is likely to last. */
  private static final int GONE = 410;

  private final Clock clock;
  private final DoubleSupplier random;

  /**
   * @param random from 0 to less than 1: where in its range a pause lies
   */
  AttemptJudge(Clock clock, DoubleSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Of a delivery whose target was asked.
   *
   * @param took from the request to the answer
   * @param held it waits as its target was down: its schedule is not what gives it up
   */
  Sent asked(LoadedDelivery loaded, Outcome outcome, Instant at, Duration took, boolean held) {
    if (outcome instanceof Outcome.Delivered delivered) {
      return new Sent(
          outcome(loaded, at, took, delivered.answer(), null, DeliveryStatus.SENT, null)
              .withMessageId(delivered.messageId()),
          null,
          Verdict.ANSWERED,
          null);
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Sent(
          outcome(
              loaded, at, took, rejected.answer(), rejected.reason(), DeliveryStatus.DEAD, null),
          null,
          verdict(rejected.answer(), Verdict.ANSWERED),
          null);
    }
    if (outcome instanceof Outcome.RetryLater later) {
      Instant next = nextAttempt(loaded, later.after(), held);
      return new Sent(
          outcome(
              loaded,
              at,
              took,
              later.answer(),
              later.reason(),
              next == null ? DeliveryStatus.DEAD : DeliveryStatus.RETRYING,
              next),
          null,
          verdict(later.answer(), Verdict.FAILED),
          later.after());
    }
    return Sent.heldBack(((Outcome.HeldBack) outcome).reason());
  }

  /** Of a delivery that failed before its target was asked, of which it says nothing. */
  Sent refused(LoadedDelivery loaded, Outcome outcome, Instant at, boolean held) {
    Sent judged = asked(loaded, outcome, at, Duration.ZERO, held);
    return new Sent(judged.outcome(), judged.heldBack(), Verdict.NOT_ASKED, null);
  }

  /** Of a delivery whose address nobody may write to. */
  Sent suppressed(LoadedDelivery loaded, Instant at) {
    String reason = "Its address is on the suppression list: " + loaded.suppressed();
    return new Sent(
        outcome(
            loaded,
            at,
            Duration.ZERO,
            Outcome.Answer.NONE,
            reason,
            DeliveryStatus.SUPPRESSED,
            null),
        null,
        Verdict.NOT_ASKED,
        null);
  }

  private static Verdict verdict(Outcome.Answer answer, Verdict otherwise) {
    Integer status = answer.httpStatus();
    return status != null && status == GONE ? Verdict.GONE : otherwise;
  }

  /** Null where the round's attempts are used up. */
  private @Nullable Instant nextAttempt(
      LoadedDelivery loaded, @Nullable Duration asked, boolean held) {
    RetrySchedule schedule = loaded.subscription().retrySchedule();
    int failed = loaded.delivery().roundAttempts() + 1;
    if (failed >= schedule.attempts() && !held) {
      return null;
    }
    Duration delay =
        schedule.delayAfter(Math.min(failed, schedule.attempts() - 1), random.getAsDouble());
    if (asked != null) {
      delay = longer(delay, shorter(asked, RetrySchedule.LONGEST_RETRY_AFTER));
    }
    return clock.instant().plus(delay).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static AttemptOutcome outcome(
      LoadedDelivery loaded,
      Instant at,
      Duration took,
      Outcome.Answer answer,
      @Nullable String error,
      DeliveryStatus status,
      @Nullable Instant next) {
    Delivery delivery = loaded.delivery();
    return new AttemptOutcome(
        delivery.key(),
        delivery.eventId(),
        delivery.round(),
        loaded.subscription().target(),
        at,
        Math.toIntExact(Math.min(took.toMillis(), Integer.MAX_VALUE)),
        answer.httpStatus(),
        error,
        answer.body(),
        status,
        next,
        null);
  }
}
