package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.delivery.Drain.Drained;
import dev.tocsin.activities.delivery.Drain.Rules;
import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.circuit.TargetState.Next;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.circuit.WaitingDao.Order;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Sends to a target within its subscription's limits, while it is up. */
final class LimitedTarget {
  /** How long its workflow stays with nothing to do, so that not every event starts it anew. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final LimitedDao limited;
  private final CircuitDao circuits;
  private final TargetLook look;
  private final WaitingDeliveries deliveries;
  private final CircuitSettings settings;
  private final Clock clock;
  private final DoubleSupplier random;

  LimitedTarget(
      LimitedDao limited,
      CircuitDao circuits,
      TargetLook look,
      WaitingDeliveries deliveries,
      CircuitSettings settings,
      Clock clock,
      DoubleSupplier random) {
    this.limited = limited;
    this.circuits = circuits;
    this.look = look;
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  /** Lets the target out of its open circuit into its limits, where it has some. */
  boolean takes(String subscriptionId) {
    return limited.limit(subscriptionId, look.now());
  }

  /**
   * Without limits, which were taken away, it sends all that waits, and then closes the circuit.
   *
   * @param until by {@link System#nanoTime}
   */
  TargetState drain(Circuit circuit, long until) {
    String id = circuit.subscriptionId();
    TargetLimits limits = look.subscription(id).limits();
    limited.note(circuit.postponed(look.now()), look.now());
    Rules rules =
        new Rules(
            id,
            Order.URGENCY,
            limits == null ? TargetLimits.MOST_AT_ONCE : limits.width(),
            false,
            settings.failures(),
            circuit.probes(),
            limits);
    Drained drained =
        new Drain(deliveries, rules, Turns.of(limited, id, limits, clock).orElse(null), clock)
            .run(until);
    return switch (drained.stop()) {
      case EMPTY -> limits == null ? closing(circuit, drained) : resting(circuit, drained);
      case TIME, CHANGED -> {
        noted(circuit, drained, Duration.ZERO);
        yield look.at(id);
      }
      case TURN -> waiting(circuit, drained, drained.pause());
      case HELD_BACK -> waiting(circuit, drained, Drain.POSTPONED);
      case FAILED -> opened(circuit, drained);
      case GONE -> disabled(circuit, drained);
    };
  }

  private TargetState closing(Circuit circuit, Drained drained) {
    noted(circuit, drained, Duration.ZERO);
    return look.orEnd(circuit.subscriptionId(), "LIMITED", Next.CLOSE);
  }

  private TargetState resting(Circuit circuit, Drained drained) {
    Circuit after = noted(circuit, drained, Duration.ZERO);
    return limited.rest(circuit.subscriptionId(), look.now())
        ? look.limited(after.postponed(null), Next.REST, REST)
        : look.at(circuit.subscriptionId());
  }

  private TargetState waiting(Circuit circuit, Drained drained, Duration pause) {
    return look.limited(noted(circuit, drained, pause), Next.WAIT, pause);
  }

  private TargetState opened(Circuit circuit, Drained drained) {
    Instant now = look.now();
    circuits.open(
        new Circuit(
            circuit.subscriptionId(),
            CircuitState.OPEN,
            reason(drained.told()),
            now,
            failingSince(circuit, drained, now),
            0,
            now.plus(settings.pauseAfter(0, random.getAsDouble()))));
    return look.at(circuit.subscriptionId());
  }

  private TargetState disabled(Circuit circuit, Drained drained) {
    circuits.open(circuit.disabled(reason(drained.told()), look.now()));
    return look.at(circuit.subscriptionId());
  }

  private Circuit noted(Circuit circuit, Drained drained, Duration pause) {
    Instant now = look.now();
    Circuit after =
        new Circuit(
            circuit.subscriptionId(),
            circuit.state(),
            drained.failedInARow() == 0 ? null : reason(drained.told()),
            circuit.since(),
            failingSince(circuit, drained, now),
            drained.failedInARow(),
            now.plus(pause));
    limited.note(after, now);
    return after;
  }

  private static @Nullable Instant failingSince(Circuit circuit, Drained drained, Instant now) {
    if (drained.failedInARow() == 0) {
      return null;
    }
    Instant before = circuit.failingSince();
    return drained.answered() || before == null ? now : before;
  }

  private static String reason(@Nullable Sent sent) {
    return sent == null ? "" : sent.reason();
  }
}
