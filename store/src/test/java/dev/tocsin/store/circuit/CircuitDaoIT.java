package dev.tocsin.store.circuit;

import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.DeliveryRecoveryDao;
import dev.tocsin.store.delivery.NewDelivery;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** No delivery is left behind a circuit that closes, and none slips past one that is open. */
class CircuitDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();
  private final CircuitDao circuits = new CircuitDao(database);
  private final WaitingDao waiting = new WaitingDao(database);
  private final Subscription subscription = Samples.stored(database);
  private final String id = subscription.subscriptionId();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void openingHoldsWhatIsOpenAndClosingNeedsNothingToWait() {
    DeliveryKey key = Samples.matched(database, Samples.events(1), List.of(subscription)).get(0);
    assertThat(status(key)).isEqualTo(DeliveryStatus.PENDING);

    open(CircuitState.OPEN);

    assertThat(status(key)).isEqualTo(DeliveryStatus.WAITING);
    assertThat(waiting.next(id, WaitingDao.Order.AGE, Set.of(), 10)).containsExactly(key);
    assertThat(waiting.count(id)).isEqualTo(1);
    assertThat(circuits.close(id, NOW)).isFalse();
    assertThat(waiting.giveUp(id, NOW.plusSeconds(86_400), "For too long", NOW)).isEqualTo(1);
    assertThat(circuits.close(id, NOW)).isTrue();
    assertThat(waiting.hold(Set.of(id), List.of(key), NOW).isEmpty()).isTrue();
  }

  @Test
  void aMatchThatIsUnderWayKeepsItsCircuitOpen() throws Exception {
    open(CircuitState.OPEN);
    Event event = Samples.events(1).get(0);
    Samples.accept(database, List.of(event));
    NewDelivery match = new NewDelivery(event, subscription);
    CountDownLatch matched = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();

    Parallel.run(
        () ->
            database
                .jdbi()
                .useTransaction(
                    handle -> {
                      assertThat(DeliveryRecordDao.insert(handle, List.of(match), NOW).deliveries())
                          .containsExactly(match.key().deliveryId());
                      matched.countDown();
                      Awaitility.await().until(this::somebodyWaitsForALock);
                    }),
        () -> {
          matched.await();
          closed.set(circuits.close(id, NOW));
        });

    assertThat(closed).isFalse();
    assertThat(circuits.find(id).orElseThrow().state()).isEqualTo(CircuitState.OPEN);
    assertThat(status(match.key())).isEqualTo(DeliveryStatus.WAITING);
  }

  @Test
  void whatIsMatchedBehindADisabledCircuitWaitsAndIsNotResumed() {
    open(CircuitState.OPEN);
    open(CircuitState.DISABLED);
    assertThat(circuits.find(id).orElseThrow().state()).isEqualTo(CircuitState.DISABLED);
    open(CircuitState.OPEN);
    assertThat(circuits.find(id).orElseThrow().state())
        .as("only an order enables")
        .isEqualTo(CircuitState.DISABLED);

    DeliveryKey key = Samples.matched(database, Samples.events(1), List.of(subscription)).get(0);

    assertThat(status(key)).isEqualTo(DeliveryStatus.WAITING);
    assertThat(new DeliveryRecoveryDao(database).resumable(1_000))
        .noneMatch(delivery -> delivery.subscriptionId().equals(id));
    assertThat(circuits.unattended(NOW.plusSeconds(86_400), "", 1_000)).doesNotContain(id);
  }

  @Test
  void aSubscriptionThatIsDeletedTakesItsCircuitAlong() {
    open(CircuitState.OPEN);
    assertThat(circuits.unattended(NOW.plusSeconds(30), "", 1_000)).contains(id);
    DeliveryKey key = Samples.matched(database, Samples.events(1), List.of(subscription)).get(0);

    new SubscriptionDao(database).change(Samples.TENANT, id, was -> Samples.with(was, true, true));

    assertThat(status(key)).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(circuits.find(id).orElseThrow().state()).isEqualTo(CircuitState.CLOSED);
    assertThat(circuits.open(circuit(CircuitState.OPEN))).isEmpty();
    assertThat(circuits.find(id).orElseThrow().state()).isEqualTo(CircuitState.CLOSED);
  }

  private void open(CircuitState state) {
    circuits.open(circuit(state));
  }

  private Circuit circuit(CircuitState state) {
    return new Circuit(
        id, state, "503", NOW, NOW, 0, state == CircuitState.OPEN ? NOW.plusSeconds(30) : null);
  }

  private DeliveryStatus status(DeliveryKey key) {
    return Samples.delivery(database, key).status();
  }

  private boolean somebodyWaitsForALock() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) > 0 FROM pg_stat_activity"
                            + " WHERE wait_event_type = 'Lock' AND datname = current_database()")
                    .mapTo(Boolean.class)
                    .one());
  }
}
