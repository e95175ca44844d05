package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.delivery.DeliverySender.Sent;
import dev.tocsin.activities.delivery.DeliverySender.Verdict;
import dev.tocsin.activities.delivery.WaitingDeliveries.Batch;
import dev.tocsin.contract.circuit.TargetActivities;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.circuit.TargetState;
import dev.tocsin.contract.circuit.TargetState.Next;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  /** Our own provider throttles us, for instance: neither the target's doing nor its answer. */
  private static final Duration POSTPONED = Duration.ofMinutes(1);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

  /** A schedule of seconds says how often to try, which is what an open circuit spares. */
  private static final Duration LEAST_PATIENCE = Duration.ofDays(1);

  private final Database database;
  private final CircuitDao circuits;
  private final WaitingDao waiting;
  private final WaitingDeliveries deliveries;
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
    this.database = database;
    this.circuits = circuits;
    this.waiting = waiting;
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public TargetState open(TargetRun run) {
    String id = run.target().subscriptionId();
    if (run.opens()) {
      Instant now = now();
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
    return look(id);
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
    TargetState look = look(id);
    if (look.next() != Next.PROBE || look.pause().compareTo(CLOCK_SKEW) > 0) {
      return look;
    }
    Circuit circuit = circuits.find(id).orElseThrow();
    try (Heartbeat beat = Heartbeat.start()) {
      giveUpTheOldest(id);
      TargetState stop = after(circuit, deliveries.attempt(id, 1), true);
      return stop == null ? draining(circuit) : stop;
    }
  }

  @Override
  public TargetState drain(TargetRef target) {
    String id = target.subscriptionId();
    TargetState look = look(id);
    if (look.next() != Next.PROBE) {
      return look;
    }
    Circuit circuit = circuits.find(id).orElseThrow().answered(now());
    circuits.update(circuit, now());
    long until = System.nanoTime() + DRAIN_NANOS;
    try (Heartbeat beat = Heartbeat.start()) {
      TargetState stop;
      do {
        stop = after(circuit, deliveries.attempt(id, AT_ONCE), false);
      } while (stop == null && System.nanoTime() < until);
      return stop == null ? draining(circuit) : stop;
    }
  }

  @Override
  public TargetState close(TargetRef target) {
    String id = target.subscriptionId();
    if (circuits.close(id, now())) {
      return look(id);
    }
    TargetState look = look(id);
    return look.next() == Next.PROBE ? with(look, "DRAINING", Next.DRAIN) : look;
  }

  /** Absent where the next ones can go out. */
  private @Nullable TargetState after(Circuit circuit, Batch batch, boolean probing) {
    String id = circuit.subscriptionId();
    if (!batch.inForce()) {
      return look(id);
    }
    if (batch.isEmpty()) {
      return with(look(id), "DRAINING", Next.CLOSE);
    }
    Sent gone = batch.first(Verdict.GONE).orElse(null);
    Sent failed = batch.first(Verdict.FAILED).orElse(null);
    if (gone != null) {
      return changed(circuit.disabled(reason(gone), now()));
    }
    if (failed != null) {
      return changed(failed(circuit, batch, failed));
    }
    if (batch.anyHeldBack()) {
      return changed(circuit.postponed(now().plus(POSTPONED)));
    }
    if (probing && batch.first(Verdict.ANSWERED).isEmpty()) {
      // Refused before the target was asked: the next delivery is the probe.
      return changed(circuit.postponed(now()));
    }
    return null;
  }

  private TargetState draining(Circuit circuit) {
    return state("DRAINING", Next.DRAIN, Duration.ZERO, circuit.subscriptionId(), circuit);
  }

  private Circuit failed(Circuit circuit, Batch batch, Sent failed) {
    Instant now = now();
    boolean brokeOff = batch.first(Verdict.ANSWERED).isPresent();
    Circuit before = brokeOff ? circuit.answered(now) : circuit;
    Circuit after =
        before.failed(
            reason(failed), now, now.plus(pauseAfter(before.probes() + 1, failed.retryAfter())));
    Instant since = Objects.requireNonNull(after.failingSince());
    return Duration.between(since, now).compareTo(settings.disableAfter()) < 0
        ? after
        : after.disabled("It failed without a break since " + since + ": " + reason(failed), now);
  }

  private TargetState changed(Circuit circuit) {
    circuits.update(circuit, now());
    return look(circuit.subscriptionId());
  }

  /** How the rows say that the target stands. */
  private TargetState look(String subscriptionId) {
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
    Duration pause = Duration.between(now(), Objects.requireNonNull(circuit.nextProbeAt()));
    return state(
        "OPEN", Next.PROBE, pause.isNegative() ? Duration.ZERO : pause, subscriptionId, circuit);
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

  private static TargetState with(TargetState look, String status, Next next) {
    // What the rows say of an end goes before what this step wanted.
    return look.next() == Next.END
        ? look
        : new TargetState(
            status, next, Duration.ZERO, look.waiting(), look.since(), null, look.reason());
  }

  private void giveUpTheOldest(String subscriptionId) {
    RetrySchedule schedule = subscription(subscriptionId).retrySchedule();
    Duration patience =
        Duration.ofSeconds(schedule.delaysSeconds().stream().mapToLong(Integer::longValue).sum());
    waiting.giveUp(
        subscriptionId,
        now().minus(patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience),
        "Its target was down for as long as its retry schedule lasts",
        now());
  }

  private Subscription subscription(String id) {
    return database.jdbi().withHandle(handle -> SubscriptionDao.findAll(handle, Set.of(id))).get(0);
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

  private static String reason(Sent sent) {
    AttemptOutcome outcome = Objects.requireNonNull(sent.outcome());
    return Objects.requireNonNullElse(outcome.reason(), "");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
