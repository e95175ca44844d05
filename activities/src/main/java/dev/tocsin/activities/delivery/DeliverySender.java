package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.delivery.Sent.Verdict;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.TemplateFault;
import dev.tocsin.activities.template.Templates;
import dev.tocsin.contract.model.DeliveryStatus;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes one attempt, and tells logs and metrics of what came of it. Records nothing. */
final class DeliverySender {
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
  private final AttemptJudge judge;

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
    this.judge = new AttemptJudge(clock, random);
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
        return told(loaded, judge.suppressed(loaded, at), Duration.ZERO);
      }
      Optional<Outcome> refusal = gate.refusal(loaded);
      if (refusal.isPresent()) {
        return told(loaded, judge.refused(loaded, refusal.get(), at, held), Duration.ZERO);
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
        return told(loaded, judge.refused(loaded, failed, at, held), Duration.ZERO);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      health.saw(delivery.subscriptionId(), outcome instanceof Outcome.Delivered, took);
      return told(loaded, judge.asked(loaded, outcome, at, took, held), took);
    }
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
