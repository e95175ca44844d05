package dev.tocsin.activities.delivery;

import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.circuit.TargetState.Next;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the rows say that a target stands, as its workflow is told. */
final class TargetLook {
  private final Database database;
  private final CircuitDao circuits;
  private final WaitingDao waiting;
  private final Clock clock;

  TargetLook(Database database, CircuitDao circuits, WaitingDao waiting, Clock clock) {
    this.database = database;
    this.circuits = circuits;
    this.waiting = waiting;
    this.clock = clock;
  }

  TargetState at(String subscriptionId) {
    Circuit circuit = circuits.find(subscriptionId).orElse(null);
    if (circuit == null || circuit.state() == CircuitState.CLOSED) {
      return state("CLOSED", Next.END, Duration.ZERO, subscriptionId, null);
    }
    if (circuit.state() == CircuitState.DISABLED) {
      return state("DISABLED", Next.END, Duration.ZERO, subscriptionId, circuit);
    }
    if (!subscription(subscriptionId).inForce()) {
      return state("PAUSED", Next.END, Duration.ZERO, subscriptionId, circuit);
    }
    if (circuit.state() == CircuitState.LIMITED) {
      return limited(circuit, Next.DRAIN, Duration.ZERO);
    }
    Duration pause = Duration.between(now(), Objects.requireNonNull(circuit.nextProbeAt()));
    return state(
        "OPEN", Next.PROBE, pause.isNegative() ? Duration.ZERO : pause, subscriptionId, circuit);
  }

  /** What the workflow is to do next; what the rows say of an end goes before that. */
  TargetState orEnd(String subscriptionId, String status, Next next) {
    TargetState look = at(subscriptionId);
    return look.next() == Next.END
        ? look
        : new TargetState(
            status, next, Duration.ZERO, look.waiting(), look.since(), null, look.reason());
  }

  TargetState draining(Circuit circuit) {
    return state("DRAINING", Next.DRAIN, Duration.ZERO, circuit.subscriptionId(), circuit);
  }

  TargetState limited(Circuit circuit, Next next, Duration pause) {
    return state("LIMITED", next, pause, circuit.subscriptionId(), circuit);
  }

  Subscription subscription(String id) {
    return database.jdbi().withHandle(handle -> SubscriptionDao.findAll(handle, Set.of(id))).get(0);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private TargetState state(
      String status, Next next, Duration pause, String id, @Nullable Circuit circuit) {
    return new TargetState(
        status,
        next,
        pause,
        waiting.count(id),
        circuit == null ? null : circuit.since(),
        circuit == null ? null : circuit.nextProbeAt(),
        circuit == null ? null : circuit.reason());
  }
}
