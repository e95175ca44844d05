package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.delivery.Drain.Drained;
import dev.tocsin.activities.delivery.Drain.Rules;
import dev.tocsin.contract.circuit.TargetActivities;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.circuit.TargetState.Next;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The rows decide: each step looks at them first, so that running twice does no harm. */
public final class TargetActivitiesImpl implements TargetActivities {
  /** Few, as a target that has just come back is not to be knocked over by what waited. */
  private static final int AT_ONCE = 10;

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  /** A schedule of seconds says how often to try, which is what an open circuit spares. */
  private static final Duration LEAST_PATIENCE = Duration.ofDays(1);

  private final CircuitDao circuits;
  private final WaitingDao waiting;
  private final WaitingDeliveries deliveries;
  private final TargetLook look;
  private final LimitedTarget limited;
  private final CircuitSettings settings;
  private final Clock clock;
  private final DoubleSupplier random;

  TargetActivitiesImpl(
      Database database,
      CircuitDao circuits,
      WaitingDao waiting,
      WaitingDeliveries deliveries,
      CircuitSettings settings,
      Clock clock,
      DoubleSupplier random) {
    this.circuits = circuits;
    this.waiting = waiting;
    this.deliveries = deliveries;
    this.look = new TargetLook(database, circuits, waiting, clock);
    this.limited =
        new LimitedTarget(
            new LimitedDao(database), circuits, look, deliveries, settings, clock, random);
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public TargetState open(TargetRun run) {
    String id = run.target().subscriptionId();
    if (run.opens()) {
      Instant now = look.now();
      hold(
          new Circuit(
              id,
              run.gone() ? CircuitState.DISABLED : CircuitState.OPEN,
              run.reason(),
              now,
              run.failingSince(),
              0,
              run.gone() ? null : now.plus(pauseAfter(0, null))));
    }
    return look.at(id);
  }

  /** Beating, as a hundred thousand rows take their time. */
  private void hold(Circuit wanted) {
    try (Heartbeat beat = Heartbeat.start()) {
      circuits.open(wanted);
    }
  }

  @Override
  public TargetState probe(TargetRef target) {
    String id = target.subscriptionId();
    TargetState stands = look.at(id);
    if (stands.next() != Next.PROBE || stands.pause().compareTo(CLOCK_SKEW) > 0) {
      return stands;
    }
    Circuit circuit = circuits.find(id).orElseThrow();
    try (Heartbeat beat = Heartbeat.start()) {
      giveUpTheOldest(id);
      return probed(circuit, deliveries.next(id, Order.AGE, Set.of(), 1));
    }
  }

  private TargetState probed(Circuit circuit, List<LoadedDelivery> oldest) {
    String id = circuit.subscriptionId();
    if (oldest.isEmpty()) {
      return look.orEnd(id, "DRAINING", limited.takes(id) ? Next.DRAIN : Next.CLOSE);
    }
    if (!oldest.get(0).subscription().inForce()) {
      return look.at(id);
    }
    Sent sent = deliveries.attempt(oldest.get(0));
    return switch (sent.verdict()) {
      case GONE -> changed(circuit.disabled(sent.reason(), look.now()));
      case FAILED -> changed(failed(circuit, sent));
      case ANSWERED -> limited.takes(id) ? look.at(id) : look.draining(circuit);
      // Refused before the target was asked: the next delivery is the probe.
      case NOT_ASKED ->
          changed(
              circuit.postponed(
                  sent.outcome() == null ? look.now().plus(Drain.POSTPONED) : look.now()));
    };
  }

  @Override
  public TargetState drain(TargetRef target) {
    String id = target.subscriptionId();
    TargetState stands = look.at(id);
    if (stands.next() == Next.END) {
      return stands;
    }
    limited.takes(id);
    Circuit circuit = circuits.find(id).orElseThrow();
    long until = System.nanoTime() + DRAIN_NANOS;
    try (Heartbeat beat = Heartbeat.start()) {
      return circuit.state() == CircuitState.LIMITED
          ? limited.drain(circuit, until)
          : drained(circuit.answered(look.now()), until);
    }
  }

  /** What waited for a target that was down, and is back. */
  private TargetState drained(Circuit circuit, long until) {
    String id = circuit.subscriptionId();
    circuits.update(circuit, look.now());
    Rules rules = new Rules(id, Order.AGE, AT_ONCE, true, settings.failures(), 0, null);
    Drained drained = new Drain(deliveries, rules, null, clock).run(until);
    return switch (drained.stop()) {
      case EMPTY -> look.orEnd(id, "DRAINING", Next.CLOSE);
      case TIME, TURN -> look.draining(circuit);
      case CHANGED -> look.at(id);
      case FAILED -> changed(failed(circuit, Objects.requireNonNull(drained.told())));
      case GONE ->
          changed(circuit.disabled(Objects.requireNonNull(drained.told()).reason(), look.now()));
      case HELD_BACK -> changed(circuit.postponed(look.now().plus(Drain.POSTPONED)));
    };
  }

  @Override
  public TargetState close(TargetRef target) {
    String id = target.subscriptionId();
    if (circuits.close(id, look.now())) {
      return look.at(id);
    }
    TargetState stands = look.at(id);
    return stands.next() == Next.PROBE ? look.orEnd(id, "DRAINING", Next.DRAIN) : stands;
  }

  private Circuit failed(Circuit circuit, Sent failed) {
    Instant now = look.now();
    Circuit after =
        circuit.failed(
            failed.reason(), now, now.plus(pauseAfter(circuit.probes() + 1, failed.retryAfter())));
    Instant since = Objects.requireNonNull(after.failingSince());
    return Duration.between(since, now).compareTo(settings.disableAfter()) < 0
        ? after
        : after.disabled("It failed without a break since " + since + ": " + failed.reason(), now);
  }

  private TargetState changed(Circuit circuit) {
    circuits.update(circuit, look.now());
    return look.at(circuit.subscriptionId());
  }

  private void giveUpTheOldest(String subscriptionId) {
    RetrySchedule schedule = look.subscription(subscriptionId).retrySchedule();
    Duration patience =
        Duration.ofSeconds(schedule.delaysSeconds().stream().mapToLong(Integer::longValue).sum());
    waiting.giveUp(
        subscriptionId,
        look.now().minus(patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience),
        "Its target was down for as long as its retry schedule lasts",
        look.now());
  }

  private Duration pauseAfter(int failed, @Nullable Duration asked) {
    Duration pause = settings.pauseAfter(failed, random.getAsDouble());
    if (asked == null || asked.compareTo(pause) <= 0) {
      return pause;
    }
    return asked.compareTo(RetrySchedule.LONGEST_RETRY_AFTER) > 0
        ? RetrySchedule.LONGEST_RETRY_AFTER
        : asked;
  }
}
