package dev.tocsin.store.circuit;

import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.circuit.WaitingDao.PutBack;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.NewDelivery;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is added for a target with limits is seen by its workflow, or wakes it. */
class LimitedDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final TargetLimits SLOW = new TargetLimits(new BigDecimal("0.5"), 3);

  private final Database database = DATABASE.database();
  private final SubscriptionDao subscriptions = new SubscriptionDao(database);
  private final CircuitDao circuits = new CircuitDao(database);
  private final LimitedDao limited = new LimitedDao(database);
  private final WaitingDao waiting = new WaitingDao(database);
  private final Subscription subscription =
      subscriptions.insert(Samples.subscription().withLimits(SLOW));
  private final String id = subscription.subscriptionId();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void limitsAreKeptAndMakeACircuit() {
    assertThat(subscriptions.find(Samples.TENANT, id).orElseThrow().limits()).isEqualTo(SLOW);
    assertThat(state()).isEqualTo(CircuitState.LIMITED);
    assertThat(circuits.find(Samples.stored(database).subscriptionId())).isEmpty();
  }

  @Test
  void onlyTheFirstThatWaitsWakesTheWorkflow() {
    assertThat(add(Severity.LOW).asleep()).containsExactly(id);
    assertThat(limited.unattended(NOW.minusSeconds(60), 100)).contains(id);
    assertThat(limited.wake(id, NOW)).isTrue();
    assertThat(limited.wake(id, NOW)).as("by another process").isFalse();
    assertThat(add(Severity.LOW).asleep()).isEmpty();
    assertThat(limited.unattended(NOW.minusSeconds(60), 100)).doesNotContain(id);
    assertThat(limited.unattended(NOW, 100)).as("whoever woke it has died").contains(id);

    assertThat(limited.rest(id, NOW)).as("two wait").isFalse();
    waiting.giveUp(id, NOW.plusSeconds(1), "Gone", NOW);
    assertThat(limited.rest(id, NOW)).isTrue();
    assertThat(add(Severity.LOW).asleep()).containsExactly(id);
  }

  @Test
  void theMostUrgentIsNext() {
    DeliveryKey low = only(add(Severity.LOW));
    DeliveryKey critical = only(add(Severity.CRITICAL));
    DeliveryKey medium = only(add(Severity.MEDIUM));
    assertThat(waiting.next(id, Order.URGENCY, Set.of(), 10))
        .containsExactly(critical, medium, low);
    assertThat(waiting.next(id, Order.URGENCY, Set.of(critical.deliveryId()), 1))
        .containsExactly(medium);

    waiting.putBack(List.of(new PutBack(medium, NOW.plusSeconds(60))), NOW);
    assertThat(waiting.next(id, Order.URGENCY, Set.of(), 10)).containsExactly(critical, low);
  }

  @Test
  void turnsGoOnWhereTheyWereHoweverOftenAProcessBegins() {
    Duration interval = Duration.ofMillis(200);
    assertThat(limited.pacedAt(id)).isEmpty();
    assertThat(limited.take(id, 1, interval, NOW)).hasValue(NOW);
    assertThat(limited.take(id, 3, interval, NOW)).hasValue(NOW.plusMillis(600));
    assertThat(limited.pacedAt(id)).hasValue(NOW.plusMillis(600));
    assertThat(limited.take(id, 1, interval, NOW.plusSeconds(9)))
        .as("what was not used is not made up for")
        .hasValue(NOW.plusSeconds(9));
    circuits.open(new Circuit(id, CircuitState.OPEN, "503", NOW, NOW, 0, NOW));
    assertThat(limited.take(id, 1, interval, NOW)).isEmpty();
  }

  @Test
  void aTargetThatWasDownIsLimitedAgainAndClosesOnlyWithoutLimits() {
    circuits.open(new Circuit(id, CircuitState.OPEN, "503", NOW, NOW, 0, NOW));
    assertThat(circuits.close(id, NOW)).as("it has limits").isFalse();
    assertThat(limited.limit(id, NOW)).isTrue();
    assertThat(state()).isEqualTo(CircuitState.LIMITED);
    assertThat(circuits.close(id, NOW)).isFalse();

    subscriptions.change(Samples.TENANT, id, was -> was.withLimits(null));
    assertThat(state()).as("until nothing waits").isEqualTo(CircuitState.LIMITED);
    assertThat(circuits.close(id, NOW)).isTrue();
    assertThat(limited.limit(id, NOW)).isFalse();
    subscriptions.change(Samples.TENANT, id, was -> was.withLimits(SLOW));
    assertThat(state()).isEqualTo(CircuitState.LIMITED);
  }

  private Held add(Severity severity) {
    Event event =
        Samples.event(
            dev.tocsin.contract.identity.Identity.newEventId(NOW), Samples.TENANT, severity, NOW);
    Samples.accept(database, List.of(event));
    return database
        .jdbi()
        .inTransaction(
            handle ->
                DeliveryRecordDao.insert(
                    handle, List.of(new NewDelivery(event, subscription)), NOW));
  }

  private DeliveryKey only(Held held) {
    return Samples.delivery(
            database,
            new DeliveryKey(held.deliveries().iterator().next(), java.time.LocalDate.EPOCH))
        .key();
  }

  private CircuitState state() {
    return circuits.find(id).orElseThrow().state();
  }
}
