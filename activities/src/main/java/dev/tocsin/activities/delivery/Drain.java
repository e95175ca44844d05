package dev.tocsin.activities.delivery;

import dev.tocsin.activities.delivery.Sent.Verdict;
import dev.tocsin.activities.delivery.WaitingDeliveries.Attempted;
import dev.tocsin.activities.delivery.WaitingDeliveries.Failed;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.delivery.AttemptOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits for a target, so many side by side: where one is done the next goes out, so that
 * a slow one does not stall the others. What fails is set aside. An answer shows that the target is
 * up, and what was set aside goes back to its own schedule; too many failures without one show that
 * it is down. Used once, by one thread.
 */
final class Drain {
  /** Whoever waits longer for the next turn shall not hold a worker's slot. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** How often something new is looked for while the last ones are under way. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Our own provider throttles us, for instance: neither the target's doing nor its answer. */
  static final Duration POSTPONED = Duration.ofMinutes(1);

  private static final int HELD_BACK = 3;

  private final WaitingDeliveries deliveries;
  private final Rules rules;
  private final @Nullable Turns turns;
  private final Clock clock;
  private final Set<String> underWay = new HashSet<>();
  private final List<Failed> aside = new ArrayList<>();
  private final BlockingQueue<Attempted> done = new LinkedBlockingQueue<>();
  private @Nullable Stop stop;
  private @Nullable Sent told;
  private boolean answered;
  private int failedInARow;
  private int heldBackInARow;

  /**
   * @param turns absent where it may go as fast as the target answers
   */
  Drain(WaitingDeliveries deliveries, Rules rules, @Nullable Turns turns, Clock clock) {
    this.deliveries = deliveries;
    this.rules = rules;
    this.turns = turns;
    this.clock = clock;
    this.failedInARow = rules.failedBefore();
  }

  /**
   * How to drain.
   *
   * @param width how many at once
   * @param held their schedules do not give them up, as their target was down
   * @param failures so many in a row stop it
   * @param failedBefore how many had failed in a row before
   * @param limits by which it is done; it stops where the subscription has others
   */
  record Rules(
      String subscriptionId,
      Order order,
      int width,
      boolean held,
      int failures,
      int failedBefore,
      @Nullable TargetLimits limits) {}

  /** Why it ended. */
  enum Stop {
    /** Nothing waits. */
    EMPTY,
    /** It has gone on for long enough. */
    TIME,
    /** The next turn is far off. */
    TURN,
    /** The target is down. */
    FAILED,
    /** The target is gone for good. */
    GONE,
    /** Several could not be tried, for a reason that is not the target's. */
    HELD_BACK,
    /** The subscription was paused, deleted, or has other limits. */
    CHANGED
  }

  /**
   * What came of it.
   *
   * @param told the last failure that tells of the target
   * @param answered whether the target ever answered
   * @param failedInARow how many failed after its last answer
   * @param pause until the next turn
   */
  record Drained(
      Stop stop, @Nullable Sent told, boolean answered, int failedInARow, Duration pause) {}

  /**
   * @param until by {@link System#nanoTime}, when nothing more is begun
   */
  Drained run(long until) {
    while (true) {
      if (stop == null && System.nanoTime() >= until) {
        stop = Stop.TIME;
      }
      long wait = stop == null ? startMore() : LOOK_NANOS;
      if (stop != null && underWay.isEmpty()) {
        break;
      }
      settle(takeDone(Math.min(wait, LOOK_NANOS)));
    }
    if (stop != Stop.FAILED && stop != Stop.GONE) {
      putBack();
    }
    return new Drained(Objects.requireNonNull(stop), told, answered, failedInARow, untilNext());
  }

  /** Returns for how long, in ns, there is nothing to do but to wait for what is under way. */
  private long startMore() {
    int free = rules.width() - underWay.size();
    if (free == 0) {
      return LOOK_NANOS;
    }
    Duration wait = untilNext();
    if (!wait.isZero()) {
      if (underWay.isEmpty() && wait.compareTo(LONGEST_WAIT) > 0) {
        stop = Stop.TURN;
      }
      return Math.min(wait.toNanos(), LOOK_NANOS);
    }
    Set<String> except = new HashSet<>(underWay);
    aside.forEach(each -> except.add(each.loaded().delivery().deliveryId()));
    List<LoadedDelivery> next =
        deliveries.next(
            rules.subscriptionId(),
            rules.order(),
            except,
            turns == null ? free : Math.min(free, turns.most()));
    if (next.isEmpty()) {
      if (underWay.isEmpty()) {
        stop = Stop.EMPTY;
      }
      return LOOK_NANOS;
    }
    if (!next.stream().allMatch(this::isAsBefore)) {
      stop = Stop.CHANGED;
      return 0;
    }
    start(next);
    return 0;
  }

  private void start(List<LoadedDelivery> next) {
    List<Duration> delays =
        turns == null ? Collections.nCopies(next.size(), Duration.ZERO) : turns.take(next.size());
    if (delays.isEmpty()) {
      stop = Stop.CHANGED;
      return;
    }
    for (int i = 0; i < next.size(); i++) {
      underWay.add(next.get(i).delivery().deliveryId());
      deliveries.start(next.get(i), rules.held(), delays.get(i), done::add);
    }
  }

  private boolean isAsBefore(LoadedDelivery loaded) {
    return loaded.subscription().inForce()
        && Objects.equals(loaded.subscription().limits(), rules.limits());
  }

  private List<Attempted> takeDone(long waitNanos) {
    List<Attempted> together = new ArrayList<>();
    try {
      Attempted first = done.poll(waitNanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        together.add(first);
        done.drainTo(together);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped in the middle of a drain", stopping);
    }
    return together;
  }

  private void settle(List<Attempted> attempted) {
    deliveries.record(attempted);
    for (Attempted each : attempted) {
      underWay.remove(each.loaded().delivery().deliveryId());
      judge(each);
    }
  }

  private void judge(Attempted attempted) {
    Sent sent = attempted.sent();
    AttemptOutcome outcome = sent.outcome();
    if (outcome == null) {
      aside.add(new Failed(attempted.loaded(), clock.instant().plus(POSTPONED)));
      if (++heldBackInARow == HELD_BACK && stop == null) {
        stop = Stop.HELD_BACK;
      }
      return;
    }
    heldBackInARow = 0;
    if (sent.verdict() == Verdict.ANSWERED) {
      answered = true;
      failedInARow = 0;
      putBack();
    } else if (sent.verdict() == Verdict.GONE) {
      told = sent;
      stop = Stop.GONE;
    } else if (sent.verdict() == Verdict.FAILED) {
      if (outcome.status() == DeliveryStatus.RETRYING) {
        aside.add(new Failed(attempted.loaded(), null));
      }
      failed(sent);
    }
  }

  private void failed(Sent sent) {
    if (stop != Stop.GONE) {
      told = sent;
    }
    if (++failedInARow >= rules.failures() && stop != Stop.GONE) {
      stop = Stop.FAILED;
    }
  }

  private Duration untilNext() {
    return turns == null ? Duration.ZERO : turns.untilNext();
  }

  private void putBack() {
    deliveries.putBack(aside);
    aside.clear();
  }
}
