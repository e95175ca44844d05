package dev.tocsin.activities.delivery;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts that run side by side, and are recorded as they end. For one thread to begin them. */
final class AttemptsUnderWay {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptsUnderWay.class);

  private final DeliverySender sender;
  private final OutcomeRecorder recorder;
  private final Executor threads;
  private final long togetherNanos;
  private final Map<String, Delivery> underWay = new HashMap<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  /**
   * @param together outcomes that come within this time of the first share one commit; that is for
   *     how long a crash may forget what was sent
   */
  AttemptsUnderWay(
      DeliverySender sender, OutcomeRecorder recorder, Executor threads, Duration together) {
    this.sender = sender;
    this.recorder = recorder;
    this.threads = threads;
    this.togetherNanos = together.toNanos();
  }

  private record Ended(String deliveryId, Sent sent) {}

  int count() {
    return underWay.size();
  }

  void begin(LoadedDelivery loaded) {
    begin(loaded, () -> {});
  }

  /**
   * @param then runs at the attempt's end, before it is recorded
   */
  void begin(LoadedDelivery loaded, Runnable then) {
    String id = loaded.delivery().deliveryId();
    underWay.put(id, loaded.delivery());
    threads.execute(
        () -> {
          Sent sent = send(loaded);
          then.run();
          ended.add(new Ended(id, sent));
        });
  }

  /**
   * Waits for some of them to end, and records what came of them.
   *
   * @return those that need a workflow of their own: not SENT, not settled otherwise
   */
  List<Delivery> settle() {
    return settle(Long.MAX_VALUE);
  }

  /** The same, and returns after so long where none ends: somebody else's may have made room. */
  List<Delivery> settle(long mostNanos) {
    List<Ended> together = takeTogether(mostNanos);
    List<AttemptOutcome> outcomes = new ArrayList<>();
    for (Ended each : together) {
      AttemptOutcome outcome = each.sent().outcome();
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    Map<String, DeliveryStatus> recorded =
        outcomes.isEmpty() ? Map.of() : recorder.record(outcomes);
    List<Delivery> unsent = new ArrayList<>();
    for (Ended each : together) {
      Delivery delivery = underWay.remove(each.deliveryId());
      if (delivery == null) {
        continue;
      }
      DeliveryStatus now = recorded.getOrDefault(each.deliveryId(), delivery.status());
      if (now.isOpen() || now == DeliveryStatus.DEAD) {
        unsent.add(delivery.withStatus(now));
      }
    }
    return unsent;
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

  private List<Ended> takeTogether(long mostNanos) {
    List<Ended> together = new ArrayList<>();
    try {
      Ended first = ended.poll(mostNanos, TimeUnit.NANOSECONDS);
      if (first == null) {
        return together;
      }
      together.add(first);
      long until = System.nanoTime() + togetherNanos;
      while (together.size() < underWay.size()) {
        Ended next = ended.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
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
