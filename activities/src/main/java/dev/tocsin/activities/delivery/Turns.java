package dev.tocsin.activities.delivery;

import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.store.circuit.LimitedDao;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the deliveries to a target with a rate may go out. Turns are taken in the circuit's row
 * before they are used, a tenth of a second's worth at once: after a crash a few of them are lost,
 * and none is used twice. Used by one thread.
 */
final class Turns {
  /** How far ahead a turn is taken, so that what it is for is there in time. */
  private static final Duration AHEAD = Duration.ofMillis(50);

  private static final long TOGETHER_NANOS = 100_000_000;

  private final LimitedDao limited;
  private final String subscriptionId;
  private final Duration interval;
  private final Clock clock;
  private Instant next;

  private Turns(LimitedDao limited, String subscriptionId, Duration interval, Clock clock) {
    this.limited = limited;
    this.subscriptionId = subscriptionId;
    this.interval = interval;
    this.clock = clock;
    this.next =
        limited.pacedAt(subscriptionId).map(last -> last.plus(interval)).orElse(Instant.MIN);
  }

  /** Of a target with these limits; empty where they name no rate. */
  static Optional<Turns> of(
      LimitedDao limited, String subscriptionId, @Nullable TargetLimits limits, Clock clock) {
    return Optional.ofNullable(limits)
        .map(TargetLimits::interval)
        .map(interval -> new Turns(limited, subscriptionId, interval, clock));
  }

  /** How long until the next can be taken; zero where it can be now. */
  Duration untilNext() {
    Instant from = clock.instant().plus(AHEAD);
    return next.isAfter(from) ? Duration.between(from, next) : Duration.ZERO;
  }

  /** How many may be taken together, from 1. */
  int most() {
    return (int) Math.max(1, TOGETHER_NANOS / interval.toNanos());
  }

  /**
   * Takes turns.
   *
   * @return how far off each is, in their order; none where the target has no turns any more, as
   *     its circuit has opened for instance
   */
  List<Duration> take(int count) {
    Instant now = clock.instant();
    Instant last = limited.take(subscriptionId, count, interval, now).orElse(null);
    if (last == null) {
      return List.of();
    }
    next = last.plus(interval);
    List<Duration> delays = new ArrayList<>();
    for (int before = count - 1; before >= 0; before--) {
      delays.add(Duration.between(now, last.minus(interval.multipliedBy(before))));
    }
    return delays;
  }
}
