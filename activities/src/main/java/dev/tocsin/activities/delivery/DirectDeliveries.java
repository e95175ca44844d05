package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.activities.delivery.DeliverySender.Sent;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** First attempts, many side by side, within an event's own workflow. Thread-safe. */
public final class DirectDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(DirectDeliveries.class);

  // Outcomes that come within this time of each other share one commit.
  private static final long WRITE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final DeliveryLoader loader;
  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final DeliveryRefs refs;
  private final TargetHealth health;
  private final OpeningCircuits circuits;
  private final FollowUps followUps;
  private final Executor threads;

  DirectDeliveries(
      DeliveryLoader loader,
      DeliverySender sender,
      OutcomeRecorder recorder,
      DeliveryRefs refs,
      TargetHealth health,
      OpeningCircuits circuits,
      FollowUps followUps,
      Executor threads) {
    this.loader = loader;
    this.sender = sender;
    this.recorder = recorder;
    this.refs = refs;
    this.health = health;
    this.circuits = circuits;
    this.followUps = followUps;
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
   * Attempts those that were not tried yet, once each, and records every outcome.
   *
   * @return what needs a workflow of its own: not SENT, not settled otherwise
   */
  public List<DeliveryRef> deliver(List<DeliveryKey> batch) {
    List<Delivery> handOver = new ArrayList<>();
    Map<String, Delivery> tried = new HashMap<>();
    BlockingQueue<Sent> outcomes = new LinkedBlockingQueue<>();
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
        tried.put(delivery.deliveryId(), delivery);
        threads.execute(() -> outcomes.add(send(loaded)));
      } else if (delivery.status().isOpen() || delivery.status() == DeliveryStatus.DEAD) {
        // Tried before, or held by a paused or deleted subscription: its own workflow sees to it.
        handOver.add(delivery);
      }
    }
    Map<String, DeliveryStatus> recorded = recordAsTheyCome(outcomes, tried.size());
    tried.forEach(
        (id, delivery) -> {
          DeliveryStatus now = recorded.getOrDefault(id, delivery.status());
          if (now.isOpen() || now == DeliveryStatus.DEAD) {
            handOver.add(delivery.withStatus(now));
          }
        });
    return unheld(handOver);
  }

  /** Whose circuit has opened meanwhile waits for it as a row, not as a workflow. */
  private List<DeliveryRef> unheld(List<Delivery> handOver) {
    Set<String> held = circuits.hold(handOver);
    return handOver.stream()
        .filter(delivery -> !held.contains(delivery.deliveryId()))
        .map(refs::of)
        .toList();
  }

  private Sent send(LoadedDelivery loaded) {
    try {
      return sender.send(loaded);
    } catch (RuntimeException | Error bug) {
      // Its own workflow repeats it, where Temporal shows the exception.
      LOG.error("A bug stopped the attempt of {}", loaded.delivery().deliveryId(), bug);
      return Sent.heldBack(bug.toString());
    }
  }

  private Map<String, DeliveryStatus> recordAsTheyCome(BlockingQueue<Sent> outcomes, int expected) {
    Map<String, DeliveryStatus> recorded = new HashMap<>();
    int come = 0;
    while (come < expected) {
      List<Sent> together = takeTogether(outcomes, expected - come);
      come += together.size();
      List<AttemptOutcome> toRecord = new ArrayList<>();
      for (Sent sent : together) {
        AttemptOutcome outcome = sent.outcome();
        if (outcome != null) {
          toRecord.add(outcome);
        }
      }
      if (!toRecord.isEmpty()) {
        recorded.putAll(recorder.record(toRecord));
      }
    }
    return recorded;
  }

  private static List<Sent> takeTogether(BlockingQueue<Sent> outcomes, int missing) {
    List<Sent> together = new ArrayList<>();
    try {
      together.add(outcomes.take());
      long until = System.nanoTime() + WRITE_EVERY_NANOS;
      while (together.size() < missing) {
        Sent next = outcomes.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        together.add(next);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped in the middle of a batch", stopping);
    }
    return together;
  }
}
