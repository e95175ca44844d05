package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.TemplateFault;
import dev.tocsin.activities.template.Templates;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Text;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes one attempt and judges its outcome by the subscription's schedule. Records nothing. */
final class DeliverySender {
  /** RFC 9110, section 15.5.11: the target is gone, and this is likely to last. */
  private static final int GONE = 410;

  private static final Logger LOG = LoggerFactory.getLogger(DeliverySender.class);

  private static final int LONGEST_REASON = 500;

  private final ChannelRegistry channels;
  private final ContractGate gate;
  private final Templates templates;
  private final SignedAttempt attempts;
  private final TargetHealth health;
  private final TargetWatch watch;
  private final DeliveryRefs refs;
  private final DeliveryMetrics metrics;
  private final Clock clock;
  private final DoubleSupplier random;

  DeliverySender(
      ChannelRegistry channels,
      ContractGate gate,
      Templates templates,
      SigningKeys keys,
      TargetHealth health,
      TargetWatch watch,
      DeliveryMetrics metrics,
      Clock clock,
      DoubleSupplier random) {
    this.channels = channels;
    this.gate = gate;
    this.templates = templates;
    this.attempts = new SignedAttempt(keys::signer);
    this.health = health;
    this.watch = watch;
    this.refs = new DeliveryRefs(channels);
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
  }

  /** What an attempt tells of the target. */
  enum Verdict {
    /** It was not asked. */
    NOT_ASKED,
    /** It took the delivery, or refused it for good: either way somebody is there. */
    ANSWERED,
    /** It may answer later. */
    FAILED,
    /** It said that it is gone, and nothing is to be sent to it any more. */
    GONE
  }

  /**
   * What an attempt led to: an outcome to record, or the reason why it does not count as one.
   *
   * @param retryAfter the least pause that the target asked for
   */
  record Sent(
      @Nullable AttemptOutcome outcome,
      @Nullable String heldBack,
      Verdict verdict,
      @Nullable Duration retryAfter) {

    /** Of the outcome; empty where there is none. */
    String reason() {
      String reason = outcome == null ? null : outcome.reason();
      return reason == null ? "" : reason;
    }

    static Sent heldBack(String reason) {
      return new Sent(null, reason, Verdict.NOT_ASKED, null);
    }
  }

  /** Makes an attempt, and notices what it tells of the target. */
  Sent send(LoadedDelivery loaded) {
    Sent sent = attempt(loaded, false);
    AttemptOutcome outcome = sent.outcome();
    if (outcome != null && sent.verdict() != Verdict.NOT_ASKED) {
      notice(loaded, outcome, sent.verdict());
    }
    return sent;
  }

  /**
   * Makes an attempt of a delivery that waits; whoever drains notices what it tells of the target.
   *
   * @param held it waits as its target was down: its schedule is not what gives it up
   */
  Sent sendWaiting(LoadedDelivery loaded, boolean held) {
    return attempt(loaded, held);
  }

  private void notice(LoadedDelivery loaded, AttemptOutcome outcome, Verdict verdict) {
    String reason = Objects.requireNonNullElse(outcome.reason(), "");
    switch (verdict) {
      case ANSWERED -> watch.answered(loaded.subscription().subscriptionId());
      case FAILED ->
          watch.failed(
              refs.target(loaded.subscription()),
              loaded.delivery().deliveryId(),
              outcome.at(),
              reason);
      case GONE -> watch.gone(refs.target(loaded.subscription()), outcome.at(), reason);
      case NOT_ASKED -> {}
    }
  }

  private Sent attempt(LoadedDelivery loaded, boolean held) {
    Delivery delivery = loaded.delivery();
    try (var eventId = MDC.putCloseable("eventId", delivery.eventId());
        var deliveryId = MDC.putCloseable("deliveryId", delivery.deliveryId());
        var correlationId = MDC.putCloseable("correlationId", loaded.event().correlationId())) {
      Channel channel = channels.find(delivery.channel()).orElse(null);
      if (channel == null) {
        return Sent.heldBack("This process has no channel " + delivery.channel());
      }
      Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      if (loaded.suppressed() != null) {
        return told(loaded, suppressed(loaded, at), Duration.ZERO);
      }
      Optional<Outcome> refusal = gate.refusal(loaded);
      if (refusal.isPresent()) {
        return refused(loaded, refusal.get(), at, held);
      }
      long started = System.nanoTime();
      Outcome outcome;
      try {
        outcome = attempt(channel, loaded, at);
      } catch (TemplateFault fault) {
        // Says nothing of the target, and would fail again: whoever wrote it has to change it.
        Outcome failed =
            new Outcome.Rejected(
                Text.shorten("Template failed: " + fault.getMessage(), LONGEST_REASON),
                Outcome.Answer.NONE);
        return refused(loaded, failed, at, held);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      health.saw(delivery.subscriptionId(), outcome instanceof Outcome.Delivered, took);
      return told(loaded, judge(loaded, outcome, at, took, held), took);
    }
  }

  /** Without having asked the target, of which it says nothing. */
  private Sent refused(LoadedDelivery loaded, Outcome outcome, Instant at, boolean held) {
    Sent judged = judge(loaded, outcome, at, Duration.ZERO, held);
    return told(
        loaded,
        new Sent(judged.outcome(), judged.heldBack(), Verdict.NOT_ASKED, null),
        Duration.ZERO);
  }

  private static Sent suppressed(LoadedDelivery loaded, Instant at) {
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

  private Outcome attempt(Channel channel, LoadedDelivery loaded, Instant at) {
    Content content;
    try {
      content = templates.of(loaded.subscription());
    } catch (JdbiException away) {
      return new Outcome.HeldBack("The subscription's template could not be looked up");
    }
    Delivery delivery = loaded.delivery();
    return attempts.deliver(
        channel,
        delivery.deliveryId(),
        delivery.attempts() + 1,
        loaded.event(),
        loaded.subscription(),
        content,
        false,
        at);
  }

  private Sent told(LoadedDelivery loaded, Sent sent, Duration took) {
    metrics.attempted(loaded.delivery().channel(), sent, took);
    log(loaded.delivery(), sent);
    return sent;
  }

  private Sent judge(
      LoadedDelivery loaded, Outcome outcome, Instant at, Duration took, boolean held) {
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
    if (asked != null && asked.compareTo(delay) > 0) {
      delay =
          asked.compareTo(RetrySchedule.LONGEST_RETRY_AFTER) > 0
              ? RetrySchedule.LONGEST_RETRY_AFTER
              : asked;
    }
    return clock.instant().plus(delay).truncatedTo(ChronoUnit.MILLIS);
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

  private static void log(Delivery delivery, Sent sent) {
    AttemptOutcome outcome = sent.outcome();
    if (outcome == null) {
      LOG.warn("Held back {}: {}", delivery.deliveryId(), sent.heldBack());
    } else if (outcome.status() == DeliveryStatus.SUPPRESSED) {
      LOG.info("Suppressed {}: {}", delivery.deliveryId(), outcome.error());
    } else if (outcome.status() == DeliveryStatus.DEAD) {
      LOG.warn("Dead letter {}: {}", delivery.deliveryId(), outcome.error());
    } else if (outcome.status() == DeliveryStatus.RETRYING) {
      LOG.info(
          "Attempt {} of {} failed, next at {}: {}",
          delivery.attempts() + 1,
          delivery.deliveryId(),
          outcome.nextAttemptAt(),
          outcome.error());
    } else {
      LOG.debug("Sent {} in {} ms", delivery.deliveryId(), outcome.durationMs());
    }
  }
}
