package dev.tocsin.activities.delivery;

import dev.tocsin.activities.delivery.DeliverySender.Sent;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.delivery.AttemptOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts the oldest deliveries that wait for a target, side by side, and records the outcomes.
 */
final class WaitingDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingDeliveries.class);

  private final WaitingDao waiting;
  private final DeliveryLoader loader;
  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final Executor threads;

  WaitingDeliveries(
      WaitingDao waiting,
      DeliveryLoader loader,
      DeliverySender sender,
      OutcomeRecorder recorder,
      Executor threads) {
    this.waiting = waiting;
    this.loader = loader;
    this.sender = sender;
    this.recorder = recorder;
    this.threads = threads;
  }

  /**
   * What came of a batch.
   *
   * @param outcomes of each; none where nothing waits
   * @param inForce false where the subscription was paused or deleted, and so nothing was sent
   */
  record Batch(List<Sent> outcomes, boolean inForce) {
    boolean isEmpty() {
      return inForce && outcomes.isEmpty();
    }

    /** The first of the batch with that verdict. */
    Optional<Sent> first(DeliverySender.Verdict verdict) {
      return outcomes.stream().filter(sent -> sent.verdict() == verdict).findFirst();
    }

    boolean anyHeldBack() {
      return outcomes.stream().anyMatch(sent -> sent.outcome() == null);
    }
  }

  Batch attempt(String subscriptionId, int atMost) {
    List<DeliveryKey> keys = waiting.oldest(subscriptionId, atMost);
    List<LoadedDelivery> loaded = new ArrayList<>(loader.load(keys));
    if (loaded.isEmpty() && !keys.isEmpty()) {
      throw new IllegalStateException("Deliveries wait whose events are not stored any more");
    }
    if (loaded.stream().anyMatch(each -> !each.subscription().inForce())) {
      return new Batch(List.of(), false);
    }
    loaded.sort(Comparator.comparing(each -> keys.indexOf(each.delivery().key())));
    List<CompletableFuture<Sent>> underWay =
        loaded.stream()
            .map(each -> CompletableFuture.supplyAsync(() -> send(each), threads))
            .toList();
    List<Sent> sent = underWay.stream().map(CompletableFuture::join).toList();
    List<AttemptOutcome> outcomes = new ArrayList<>();
    for (Sent each : sent) {
      AttemptOutcome outcome = each.outcome();
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    recorder.record(outcomes);
    return new Batch(sent, true);
  }

  private Sent send(LoadedDelivery loaded) {
    try {
      return sender.sendHeld(loaded);
    } catch (RuntimeException | Error bug) {
      LOG.error("A bug stopped the attempt of {}", loaded.delivery().deliveryId(), bug);
      return Sent.heldBack(bug.toString());
    }
  }
}
