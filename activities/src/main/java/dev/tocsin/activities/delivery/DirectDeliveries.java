package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** First attempts, many side by side, within an event's own workflow. Thread-safe. */
public final class DirectDeliveries {
  /** A batch that a busy machine makes slowly is to cost about as many commits as any. */
  private static final Duration BATCH_TOGETHER = Duration.ofMillis(100);

  private final DeliveryLoader loader;
  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final DeliveryRefs refs;
  private final TargetHealth health;
  private final OpeningCircuits circuits;
  private final FollowUps followUps;
  private final AttemptSlots slots;
  private final Executor threads;

  DirectDeliveries(
      DeliveryLoader loader,
      DeliverySender sender,
      OutcomeRecorder recorder,
      DeliveryRefs refs,
      TargetHealth health,
      OpeningCircuits circuits,
      FollowUps followUps,
      AttemptSlots slots,
      Executor threads) {
    this.loader = loader;
    this.sender = sender;
    this.recorder = recorder;
    this.refs = refs;
    this.health = health;
    this.circuits = circuits;
    this.followUps = followUps;
    this.slots = slots;
    this.threads = threads;
  }

  /** Whether a first attempt may be made here: the target did not lately fail or answer slowly. */
  public boolean takes(String subscriptionId) {
    return !health.isAiling(subscriptionId);
  }

  /** Something waits for its target, whose workflow had nothing to do. */
  public void wake(Subscription subscription) {
    followUps.wake(refs.target(subscription));
  }

  public DeliveryRef ref(Delivery delivery) {
    return refs.of(delivery);
  }

  /**
   * Attempts those that were not tried yet, once each, and records every outcome. Those of a target
   * that turns out to be slow are left to their own workflows.
   *
   * @return what needs a workflow of its own: not SENT, not settled otherwise
   */
  public List<DeliveryRef> deliver(List<DeliveryKey> batch) {
    AttemptsUnderWay attempts = newAttempts(BATCH_TOGETHER);
    Queue<LoadedDelivery> untried = new ArrayDeque<>();
    List<Delivery> handOver = sort(batch, untried::add);
    while (!untried.isEmpty() || attempts.count() > 0) {
      handOver.addAll(beginSome(attempts, untried));
      if (attempts.count() > 0) {
        handOver.addAll(
            untried.isEmpty() ? attempts.settle() : attempts.settle(BATCH_TOGETHER.toNanos()));
      }
    }
    return unheld(handOver);
  }

  private List<Delivery> beginSome(AttemptsUnderWay attempts, Queue<LoadedDelivery> untried) {
    List<Delivery> handOver = new ArrayList<>();
    for (int left = untried.size(); left > 0; left--) {
      LoadedDelivery next = untried.remove();
      String target = next.delivery().subscriptionId();
      if (health.isSlow(target)) {
        handOver.add(next.delivery());
      } else if (slots.take(target)) {
        attempts.begin(next, () -> slots.giveBack(target));
      } else if (attempts.count() == 0) {
        slots.takeBeyond(target);
        attempts.begin(next, () -> slots.giveBack(target));
      } else {
        untried.add(next);
      }
    }
    return handOver;
  }

  AttemptsUnderWay newAttempts(Duration together) {
    return new AttemptsUnderWay(sender, recorder, threads, together);
  }

  /**
   * Begins the attempts of those that were not tried yet, but for those whose targets lately
   * failed.
   *
   * @return what needs a workflow of its own from the start
   */
  List<Delivery> beginUnfailing(AttemptsUnderWay attempts, List<DeliveryKey> batch) {
    List<Delivery> failing = new ArrayList<>();
    List<Delivery> handOver =
        sort(
            batch,
            untried -> {
              if (health.isFailing(untried.delivery().subscriptionId())) {
                failing.add(untried.delivery());
              } else {
                attempts.begin(untried);
              }
            });
    handOver.addAll(failing);
    return handOver;
  }

  /** What of it needs a workflow of its own from the start; what was not tried yet goes there. */
  private List<Delivery> sort(List<DeliveryKey> batch, Consumer<LoadedDelivery> untried) {
    List<Delivery> handOver = new ArrayList<>();
    List<LoadedDelivery> all = loader.load(batch);
    Set<String> held = circuits.hold(all.stream().map(LoadedDelivery::delivery).toList());
    for (LoadedDelivery loaded : all) {
      Delivery delivery = loaded.delivery();
      if (held.contains(delivery.deliveryId())) {
        continue;
      }
      if (delivery.status() == DeliveryStatus.PENDING
          && delivery.roundAttempts() == 0
          && loaded.subscription().inForce()) {
        untried.accept(loaded);
      } else if (delivery.status().isOpen() || delivery.status() == DeliveryStatus.DEAD) {
        // Tried before, or held by a paused or deleted subscription: its own workflow sees to it.
        handOver.add(delivery);
      }
    }
    return handOver;
  }

  /** Whose circuit has opened meanwhile waits for it as a row, not as a workflow. */
  List<DeliveryRef> unheld(List<Delivery> handOver) {
    Set<String> held = circuits.hold(handOver);
    return handOver.stream()
        .filter(delivery -> !held.contains(delivery.deliveryId()))
        .map(refs::of)
        .toList();
  }
}
