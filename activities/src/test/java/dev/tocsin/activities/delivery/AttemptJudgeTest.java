package dev.tocsin.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import dev.tocsin.activities.channel.Outcome.RetryLater;
import dev.tocsin.activities.delivery.Sent.Verdict;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.suppression.Suppression;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptJudgeTest {
  private static final Instant AT = Samples.NOW.minusSeconds(1);
  private static final Duration TOOK = Duration.ofMillis(250);
  private static final Answer BUSY = new Answer(503, "busy");

  /** Pauses of a minute and of two days. */
  private static final RetrySchedule SCHEDULE = new RetrySchedule(List.of(60, 172_800), 0.5);

  // In the middle of its range a pause is as long as the schedule says.
  private final AttemptJudge judge =
      new AttemptJudge(Clock.fixed(Samples.NOW, ZoneOffset.UTC), () -> 0.5);

  @Test
  void whatIsTakenIsSentUnderTheNameThatTheProviderGaveIt() {
    Sent sent = asked(0, new Outcome.Delivered(new Answer(200, "ok"), "m-1"), false);

    assertThat(sent.verdict()).isEqualTo(Verdict.ANSWERED);
    assertThat(sent.outcome().status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(sent.outcome().messageId()).isEqualTo("m-1");
    assertThat(sent.outcome().httpStatus()).isEqualTo(200);
    assertThat(sent.outcome().at()).isEqualTo(AT);
    assertThat(sent.outcome().durationMs()).isEqualTo(250);
  }

  @Test
  void whatIsRefusedForGoodIsADeadLetterAtOnce() {
    Sent sent = asked(0, new Outcome.Rejected("HTTP 400", new Answer(400, "no")), false);

    assertThat(sent.outcome().status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(sent.outcome().nextAttemptAt()).isNull();
    assertThat(sent.verdict()).isEqualTo(Verdict.ANSWERED);
  }

  @Test
  void aTargetThatIsGoneSaysSoHoweverTheChannelTakesIt() {
    Answer gone = new Answer(410, null);

    assertThat(asked(0, new Outcome.Rejected("gone", gone), false).verdict())
        .isEqualTo(Verdict.GONE);
    assertThat(asked(0, new RetryLater("gone", null, gone), false).verdict())
        .isEqualTo(Verdict.GONE);
  }

  @Test
  void whatFailsIsDueAfterThePauseOfItsTurn() {
    assertThat(pause(0, null, false)).isEqualTo(Duration.ofMinutes(1));
    assertThat(pause(1, null, false)).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void aTargetMayAskForALongerPauseUpToADayAndNotForAShorterOne() {
    assertThat(pause(0, Duration.ofMinutes(5), false)).isEqualTo(Duration.ofMinutes(5));
    assertThat(pause(0, Duration.ofSeconds(5), false)).isEqualTo(Duration.ofMinutes(1));
    assertThat(pause(0, Duration.ofDays(9), false)).isEqualTo(Duration.ofDays(1));
    assertThat(pause(1, Duration.ofDays(9), false)).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void theLastFailureOfARoundIsADeadLetterUnlessItsTargetIsDown() {
    Sent last = asked(2, new RetryLater("HTTP 503", Duration.ofMinutes(5), BUSY), false);
    assertThat(last.outcome().status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(last.outcome().nextAttemptAt()).isNull();
    assertThat(last.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(last.retryAfter()).isEqualTo(Duration.ofMinutes(5));

    assertThat(pause(2, null, true)).isEqualTo(Duration.ofDays(2));
    assertThat(pause(99, null, true)).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void whatIsHeldBackLeavesNoOutcome() {
    Sent sent = asked(0, new Outcome.HeldBack("throttled"), false);

    assertThat(sent.outcome()).isNull();
    assertThat(sent.heldBack()).isEqualTo("throttled");
    assertThat(sent.verdict()).isEqualTo(Verdict.NOT_ASKED);
  }

  @Test
  void whatNobodyWasAskedTellsNothingOfTheTarget() {
    RetryLater failed = new RetryLater("no template", Duration.ofMinutes(5), BUSY);
    Sent refused = judge.refused(loaded(0, null), failed, AT, false);
    assertThat(refused.verdict()).isEqualTo(Verdict.NOT_ASKED);
    assertThat(refused.retryAfter()).isNull();
    assertThat(refused.outcome().status()).isEqualTo(DeliveryStatus.RETRYING);
    assertThat(refused.outcome().durationMs()).isZero();

    Sent suppressed = judge.suppressed(loaded(0, Suppression.Reason.COMPLAINT), AT);
    assertThat(suppressed.verdict()).isEqualTo(Verdict.NOT_ASKED);
    assertThat(suppressed.outcome().status()).isEqualTo(DeliveryStatus.SUPPRESSED);
    assertThat(suppressed.reason()).contains("suppression list", "COMPLAINT");
  }

  private Duration pause(int failedBefore, @Nullable Duration asked, boolean held) {
    Sent sent = asked(failedBefore, new RetryLater("HTTP 503", asked, BUSY), held);
    assertThat(sent.outcome().status()).isEqualTo(DeliveryStatus.RETRYING);
    return Duration.between(Samples.NOW, sent.outcome().nextAttemptAt());
  }

  private Sent asked(int failedBefore, Outcome outcome, boolean held) {
    return judge.asked(loaded(failedBefore, null), outcome, AT, TOOK, held);
  }

  private static LoadedDelivery loaded(int failedBefore, Suppression.@Nullable Reason suppressed) {
    Event event = Samples.event(Identity.newEventId(Samples.NOW));
    Subscription subscription = Samples.subscription().toBuilder().retry(SCHEDULE).build();
    Delivery delivery =
        new Delivery(
            new DeliveryKey(
                Identity.deliveryId(event.eventId(), subscription.subscriptionId()), event.day()),
            event.eventId(),
            subscription.subscriptionId(),
            event.tenant(),
            event.type(),
            event.eventType(),
            event.severity(),
            subscription.channel(),
            subscription.target(),
            DeliveryStatus.PENDING,
            null,
            null,
            1,
            failedBefore,
            failedBefore,
            null,
            Samples.NOW,
            Samples.NOW,
            null,
            null);
    return new LoadedDelivery(delivery, event, subscription, suppressed);
  }
}
