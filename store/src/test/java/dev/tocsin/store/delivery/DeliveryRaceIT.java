package dev.tocsin.store.delivery;

import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.PENDING;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.contract.model.DeliveryStatus.WAITING;
import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class DeliveryRaceIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();
  private final DeliveryRecordDao records = new DeliveryRecordDao(database);
  private final DeliveryRunDao runs = new DeliveryRunDao(database);
  private final SubscriptionDao subscriptions = new SubscriptionDao(database);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void attemptsThatAreRecordedAtOnceAreNumberedInTurn() throws Exception {
    Event event = Samples.events(1).get(0);
    DeliveryKey key =
        Samples.matched(database, List.of(event), List.of(Samples.stored(database))).get(0);
    List<Callable<Object>> processes = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      AttemptOutcome outcome = Samples.outcome(key, event.eventId(), 1, RETRYING, i);
      processes.add(() -> records.record(List.of(outcome), NOW));
    }
    Parallel.all(processes);

    Delivery delivery = Samples.delivery(database, key);
    assertThat(delivery.attempts()).isEqualTo(24);
    assertThat(delivery.roundAttempts()).isEqualTo(24);
    assertThat(new DeliveryDao(database).attempts(List.of(delivery)))
        .extracting(Attempt::attempt)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
  }

  @RepeatedTest(3)
  void batchesAndHoldsOverTheSameEventsNeverWaitInACircle() throws Exception {
    List<Event> events = Samples.events(30);
    List<Subscription> three =
        List.of(Samples.stored(database), Samples.stored(database), Samples.stored(database));
    List<DeliveryKey> keys = Samples.matched(database, events, three);
    List<Callable<Object>> processes = new ArrayList<>();
    for (int process = 0; process < 5; process++) {
      long millis = process;
      List<AttemptOutcome> outcomes = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        String eventId = events.get(i / three.size()).eventId();
        outcomes.add(Samples.outcome(keys.get(i), eventId, 1, SENT, millis));
      }
      Collections.shuffle(outcomes);
      processes.add(() -> records.record(outcomes, NOW));
    }
    String paused = three.get(0).subscriptionId();
    processes.add(
        () -> subscriptions.change(Samples.TENANT, paused, s -> Samples.with(s, false, false)));
    Parallel.all(processes);

    EventDao dao = new EventDao(database);
    assertThat(events)
        .allMatch(
            e -> dao.find(e.tenant(), e.eventId()).orElseThrow().status() == EventStatus.NOTIFIED);
  }

  @Test
  void aStragglerThatWaitsForANewRoundToOpenLeavesItAlone() throws Exception {
    Event event = Samples.events(1).get(0);
    DeliveryKey key =
        Samples.matched(database, List.of(event), List.of(Samples.stored(database))).get(0);
    records.record(List.of(Samples.outcome(key, event.eventId(), 1, DEAD, 1)), NOW);
    CountDownLatch opened = new CountDownLatch(1);
    Parallel.run(
        () ->
            database
                .jdbi()
                .useTransaction(
                    handle -> {
                      handle.execute(
                          "UPDATE delivery SET status = 'PENDING', round = 2, round_attempts = 0"
                              + " WHERE delivery_id = ?",
                          key.deliveryId());
                      opened.countDown();
                      Awaitility.await().until(() -> waiting() == 1);
                    }),
        () -> {
          opened.await(10, TimeUnit.SECONDS);
          records.record(List.of(Samples.outcome(key, event.eventId(), 1, DEAD, 2)), NOW);
        });

    assertThat(Samples.delivery(database, key).status()).isEqualTo(PENDING);
    assertThat(Samples.delivery(database, key).roundAttempts()).isZero();
    assertThat(Samples.delivery(database, key).attempts()).isEqualTo(2);
  }

  @Test
  void aHoldIsForDeliveriesOfPausedSubscriptionsOnly() {
    Subscription subscription = Samples.stored(database);
    DeliveryKey key = Samples.matched(database, Samples.events(1), List.of(subscription)).get(0);
    assertThat(runs.hold(key, subscription.subscriptionId(), NOW)).isFalse();
    assertThat(runs.hold(key, "sub_unknown", NOW)).isFalse();

    setActive(subscription, false);
    assertThat(runs.hold(key, subscription.subscriptionId(), NOW)).isTrue();
    assertThat(runs.hold(key, subscription.subscriptionId(), NOW)).isTrue();
    assertThat(Samples.delivery(database, key).status()).isEqualTo(WAITING);

    subscriptions.change(
        Samples.TENANT, subscription.subscriptionId(), s -> Samples.with(s, false, true));
    DeliveryKey late = Samples.matched(database, Samples.events(1), List.of(subscription)).get(0);
    assertThat(runs.hold(late, subscription.subscriptionId(), NOW))
        .as("nobody would ever resume it")
        .isFalse();
  }

  @Test
  void aSettledDeliveryIsNotHeld() {
    Subscription subscription = Samples.stored(database);
    Event event = Samples.events(1).get(0);
    DeliveryKey key = Samples.matched(database, List.of(event), List.of(subscription)).get(0);
    records.record(List.of(Samples.outcome(key, event.eventId(), 1, SENT, 1)), NOW);
    setActive(subscription, false);

    assertThat(runs.hold(key, subscription.subscriptionId(), NOW)).isFalse();
    assertThat(Samples.delivery(database, key).status()).isEqualTo(SENT);
  }

  @RepeatedTest(5)
  void whatIsHeldWhileItsSubscriptionIsResumedIsTakenUp() throws Exception {
    Subscription subscription = Samples.stored(database);
    setActive(subscription, false);
    List<DeliveryKey> keys = Samples.matched(database, Samples.events(4), List.of(subscription));
    List<Callable<Object>> steps = new ArrayList<>();
    List<DeliveryKey> held = Collections.synchronizedList(new ArrayList<>());
    for (DeliveryKey key : keys) {
      steps.add(
          () -> runs.hold(key, subscription.subscriptionId(), NOW) ? held.add(key) : "in force");
    }
    steps.add(() -> setActive(subscription, true));
    Parallel.all(steps);

    assertThat(new DeliveryRecoveryDao(database).resumable(1_000))
        .filteredOn(d -> d.subscriptionId().equals(subscription.subscriptionId()))
        .extracting(Delivery::key)
        .containsExactlyInAnyOrderElementsOf(held);
  }

  private Object setActive(Subscription subscription, boolean active) {
    return subscriptions
        .change(Samples.TENANT, subscription.subscriptionId(), s -> Samples.with(s, active, false))
        .orElseThrow();
  }

  private int waiting() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    .mapTo(Integer.class)
                    .one());
  }
}
