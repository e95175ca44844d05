package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.Held;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRunDao;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The row decides: what is settled is only reported, what is held stays held, what is not due yet
 * waits, and only the rest is attempted. Losing the worker, or running twice, uses up no attempt.
 */
public final class DeliveryActivitiesImpl implements DeliveryActivities {
  private final DeliveryRunDao runs;
  private final DeliveryDao deliveries;
  private final DeliveryLoader loader;
  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final WaitingDao waiting;
  private final DeliveryRefs refs;
  private final FollowUps followUps;
  private final Clock clock;

  DeliveryActivitiesImpl(
      Database database,
      DeliveryLoader loader,
      DeliverySender sender,
      OutcomeRecorder recorder,
      WaitingDao waiting,
      DeliveryRefs refs,
      FollowUps followUps,
      Clock clock) {
    this.runs = new DeliveryRunDao(database);
    this.deliveries = new DeliveryDao(database);
    this.loader = loader;
    this.sender = sender;
    this.recorder = recorder;
    this.waiting = waiting;
    this.refs = refs;
    this.followUps = followUps;
    this.clock = clock;
  }

  @Override
  public DeliveryStatus attempt(DeliveryRun run) {
    DeliveryKey key = run.delivery().key();
    if (run.round() > 1) {
      runs.openRound(key, run.round(), clock.instant());
    }
    List<LoadedDelivery> found = loader.load(List.of(key));
    if (found.isEmpty()) {
      // Its day is past its retention: nothing is left that could be sent.
      return DeliveryStatus.CANCELLED;
    }
    LoadedDelivery loaded = found.get(0);
    Delivery delivery = loaded.delivery();
    if (delivery.status() == DeliveryStatus.DEAD) {
      throw deadLetter(delivery.reason());
    }
    if (!delivery.status().isOpen() && delivery.status() != DeliveryStatus.WAITING) {
      return delivery.status();
    }
    DeliveryStatus held = heldBySubscription(delivery, loaded.subscription());
    if (held != null) {
      return held;
    }
    if (delivery.status() != DeliveryStatus.WAITING) {
      // Before it joins those that wait for their target: there its turn would come at once.
      throwUnlessDue(delivery);
    }
    if (heldByCircuit(delivery, loaded.subscription())) {
      return DeliveryStatus.WAITING;
    }
    if (delivery.status() == DeliveryStatus.WAITING) {
      runs.resume(key, clock.instant());
      throwUnlessDue(delivery);
    }
    return recorded(beating(() -> sender.send(loaded)));
  }

  @Override
  public void callOff(DeliveryRun run) {
    loader
        .load(List.of(run.delivery().key()))
        .forEach(loaded -> cancel(loaded.delivery(), "Its workflow was cancelled in Temporal"));
  }

  private @Nullable DeliveryStatus heldBySubscription(
      Delivery delivery, Subscription subscription) {
    if (subscription.deleted()) {
      cancel(delivery, "The subscription was deleted");
      return DeliveryStatus.CANCELLED;
    }
    if (subscription.active()) {
      return null;
    }
    if (runs.hold(delivery.key(), delivery.subscriptionId(), clock.instant())) {
      return DeliveryStatus.WAITING;
    }
    // Resumed, deleted or settled in this very moment: look again.
    throw notDelivered("The subscription was changed meanwhile", Duration.ofSeconds(1));
  }

  private boolean heldByCircuit(Delivery delivery, Subscription subscription) {
    Held held =
        waiting.hold(Set.of(delivery.subscriptionId()), List.of(delivery.key()), clock.instant());
    if (!held.asleep().isEmpty()) {
      followUps.wake(refs.target(subscription));
    }
    return !held.isEmpty();
  }

  private void cancel(Delivery delivery, String reason) {
    deliveries.cancel(delivery, reason, clock.instant());
  }

  private void throwUnlessDue(Delivery delivery) {
    Instant due = delivery.nextAttemptAt();
    if (due == null) {
      return;
    }
    Duration left = Duration.between(clock.instant(), due);
    if (left.toMillis() > 0) {
      String reason = delivery.reason();
      throw notDelivered((reason == null ? "" : reason + "; ") + "next attempt at " + due, left);
    }
  }

  private DeliveryStatus recorded(Sent sent) {
    AttemptOutcome outcome = sent.outcome();
    if (outcome == null) {
      // Ours, not the target's: Temporal's own back-off, at most a minute, and no attempt used up.
      throw notDelivered(Objects.requireNonNull(sent.heldBack()), null);
    }
    DeliveryStatus status =
        Objects.requireNonNull(
            recorder.record(List.of(outcome)).get(outcome.key().deliveryId()),
            "The delivery's row vanished during its attempt");
    Instant next = outcome.nextAttemptAt();
    if (status == DeliveryStatus.DEAD) {
      throw deadLetter(outcome.reason());
    }
    if (status == DeliveryStatus.WAITING || !status.isOpen() || next == null) {
      return status;
    }
    Duration left = Duration.between(clock.instant(), next);
    throw notDelivered(
        outcome.reason() + "; next attempt at " + next, left.isNegative() ? Duration.ZERO : left);
  }

  private static ApplicationFailure deadLetter(@Nullable String reason) {
    return ApplicationFailure.newBuilder()
        .setMessage(reason == null ? "Dead letter" : reason)
        .setType(DEAD_LETTER)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /**
   * @param delay absent: Temporal's own back-off
   */
  private static ApplicationFailure notDelivered(String message, @Nullable Duration delay) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(NOT_DELIVERED)
        // The target's doing, and logged as such: the SDK need not tell it with a stack trace.
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(delay)
        .build();
  }

  private static <T> T beating(Supplier<T> work) {
    try (Heartbeat beat = Heartbeat.start()) {
      return work.get();
    }
  }
}
