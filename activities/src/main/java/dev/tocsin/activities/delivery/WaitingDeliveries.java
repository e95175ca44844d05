package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.circuit.WaitingDao.PutBack;
import dev.tocsin.store.delivery.AttemptOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with the deliveries that wait for a target. */
final class WaitingDeliveries {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingDeliveries.class);

  private final WaitingDao waiting;
  private final DeliveryLoader loader;
  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final DeliveryRefs refs;
  private final FollowUps followUps;
  private final Executor threads;
  private final Clock clock;

  WaitingDeliveries(
      WaitingDao waiting,
      DeliveryLoader loader,
      DeliverySender sender,
      OutcomeRecorder recorder,
      DeliveryRefs refs,
      FollowUps followUps,
      Executor threads,
      Clock clock) {
    this.waiting = waiting;
    this.loader = loader;
    this.sender = sender;
    this.recorder = recorder;
    this.refs = refs;
    this.followUps = followUps;
    this.threads = threads;
    this.clock = clock;
  }

  /** What came of an attempt. */
  record Attempted(LoadedDelivery loaded, Sent sent) {}

  /**
   * One that is to go back to its own schedule.
   *
   * @param next when it is due; absent: as its attempt was recorded
   */
  record Failed(LoadedDelivery loaded, @Nullable Instant next) {}

  /** The next ones in that order, without those of these ids. */
  List<LoadedDelivery> next(String subscriptionId, Order order, Set<String> except, int atMost) {
    List<DeliveryKey> keys = waiting.next(subscriptionId, order, except, atMost);
    List<LoadedDelivery> loaded = new ArrayList<>(loader.load(keys));
    if (loaded.isEmpty() && !keys.isEmpty()) {
      throw new IllegalStateException("Deliveries wait whose events are not stored any more");
    }
    loaded.sort(Comparator.comparing(each -> keys.indexOf(each.delivery().key())));
    return loaded;
  }

  /** Attempts it here and now, and records the outcome. */
  Sent attempt(LoadedDelivery loaded) {
    Attempted attempted = send(loaded, true);
    record(List.of(attempted));
    return attempted.sent();
  }

  /**
   * Attempts it on a thread of its own, and records nothing.
   *
   * @param after how long it waits before
   * @param done is told what came of it, by that thread
   */
  void start(LoadedDelivery loaded, boolean held, Duration after, Consumer<Attempted> done) {
    Runnable attempt = () -> done.accept(send(loaded, held));
    if (after.isZero() || after.isNegative()) {
      threads.execute(attempt);
    } else {
      CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS, threads)
          .execute(attempt);
    }
  }

  void record(Collection<Attempted> attempted) {
    List<AttemptOutcome> outcomes =
        attempted.stream().map(each -> each.sent().outcome()).filter(Objects::nonNull).toList();
    if (!outcomes.isEmpty()) {
      recorder.record(outcomes);
    }
  }

  /** First the rows: should nobody start their workflows, recovery does when they are overdue. */
  void putBack(Collection<Failed> failed) {
    if (failed.isEmpty()) {
      return;
    }
    waiting.putBack(
        failed.stream()
            .map(each -> new PutBack(each.loaded().delivery().key(), each.next()))
            .toList(),
        clock.instant());
    for (Failed each : failed) {
      var delivery = each.loaded().delivery();
      followUps.carry(
          new DeliveryRun(refs.of(delivery.withStatus(DeliveryStatus.RETRYING)), delivery.round()));
    }
  }

  private Attempted send(LoadedDelivery loaded, boolean held) {
    try {
      return new Attempted(loaded, sender.sendWaiting(loaded, held));
    } catch (RuntimeException | Error bug) {
      LOG.error("A bug stopped the attempt of {}", loaded.delivery().deliveryId(), bug);
      return new Attempted(loaded, Sent.heldBack(bug.toString()));
    }
  }
}
