package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.MessageSigner;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.secret.SecretUnreadableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Makes one attempt and judges its outcome by the subscription's schedule. Records nothing. */
final class DeliverySender {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverySender.class);

  private final ChannelRegistry channels;
  private final ContractGate gate;
  private final SigningKeys keys;
  private final TargetHealth health;
  private final DeliveryMetrics metrics;
  private final Clock clock;
  private final DoubleSupplier random;

  DeliverySender(
      ChannelRegistry channels,
      ContractGate gate,
      SigningKeys keys,
      TargetHealth health,
      DeliveryMetrics metrics,
      Clock clock,
      DoubleSupplier random) {
    this.channels = channels;
    this.gate = gate;
    this.keys = keys;
    this.health = health;
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
  }

  /** What an attempt led to: an outcome to record, or the reason why it does not count as one. */
  record Sent(@Nullable AttemptOutcome outcome, @Nullable String heldBack) {}

  Sent send(LoadedDelivery loaded) {
    Delivery delivery = loaded.delivery();
    try (var eventId = MDC.putCloseable("eventId", delivery.eventId());
        var deliveryId = MDC.putCloseable("deliveryId", delivery.deliveryId());
        var correlationId = MDC.putCloseable("correlationId", loaded.event().correlationId())) {
      Channel channel = channels.find(delivery.channel()).orElse(null);
      if (channel == null) {
        return new Sent(null, "This process has no channel " + delivery.channel());
      }
      Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Optional<Outcome> refusal = gate.refusal(loaded);
      if (refusal.isPresent()) {
        return told(loaded, judge(loaded, refusal.get(), at, Duration.ZERO), Duration.ZERO);
      }
      long started = System.nanoTime();
      Outcome outcome = attempt(channel, loaded, at);
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      health.saw(delivery.subscriptionId(), outcome instanceof Outcome.Delivered, took);
      return told(loaded, judge(loaded, outcome, at, took), took);
    }
  }

  private Outcome attempt(Channel channel, LoadedDelivery loaded, Instant at) {
    Optional<MessageSigner> signer;
    try {
      signer =
          channel.signs()
              ? keys.signer(loaded.subscription(), at)
              : Optional.of(MessageSigner.NONE);
    } catch (SecretUnreadableException notOurs) {
      return new Outcome.HeldBack(String.valueOf(notOurs.getMessage()));
    } catch (JdbiException away) {
      return new Outcome.HeldBack("The subscription's secret could not be stored");
    }
    if (signer.isEmpty()) {
      return new Outcome.HeldBack("The subscription was deleted meanwhile");
    }
    Delivery delivery = loaded.delivery();
    return channel.deliver(
        new Notification(
            delivery.deliveryId(),
            delivery.attempts() + 1,
            loaded.event(),
            loaded.subscription(),
            signer.get()));
  }

  private Sent told(LoadedDelivery loaded, Sent sent, Duration took) {
    metrics.attempted(loaded.delivery().channel(), sent, took);
    log(loaded.delivery(), sent);
    return sent;
  }

  private Sent judge(LoadedDelivery loaded, Outcome outcome, Instant at, Duration took) {
    if (outcome instanceof Outcome.Delivered delivered) {
      return sent(loaded, at, took, delivered.answer(), null, DeliveryStatus.SENT, null);
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return sent(
          loaded, at, took, rejected.answer(), rejected.reason(), DeliveryStatus.DEAD, null);
    }
    if (outcome instanceof Outcome.RetryLater later) {
      Instant next = nextAttempt(loaded, later.after());
      return sent(
          loaded,
          at,
          took,
          later.answer(),
          later.reason(),
          next == null ? DeliveryStatus.DEAD : DeliveryStatus.RETRYING,
          next);
    }
    return new Sent(null, ((Outcome.HeldBack) outcome).reason());
  }

  /** Null where the round's attempts are used up. */
  private @Nullable Instant nextAttempt(LoadedDelivery loaded, @Nullable Duration asked) {
    RetrySchedule schedule = loaded.subscription().retrySchedule();
    int failed = loaded.delivery().roundAttempts() + 1;
    if (failed >= schedule.attempts()) {
      return null;
    }
    Duration delay = schedule.delayAfter(failed, random.getAsDouble());
    if (asked != null && asked.compareTo(delay) > 0) {
      delay =
          asked.compareTo(RetrySchedule.LONGEST_RETRY_AFTER) > 0
              ? RetrySchedule.LONGEST_RETRY_AFTER
              : asked;
    }
    return clock.instant().plus(delay).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Sent sent(
      LoadedDelivery loaded,
      Instant at,
      Duration took,
      Outcome.Answer answer,
      @Nullable String error,
      DeliveryStatus status,
      @Nullable Instant next) {
    Delivery delivery = loaded.delivery();
    return new Sent(
        new AttemptOutcome(
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
            next),
        null);
  }

  private static void log(Delivery delivery, Sent sent) {
    AttemptOutcome outcome = sent.outcome();
    if (outcome == null) {
      LOG.warn("Held back {}: {}", delivery.deliveryId(), sent.heldBack());
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
