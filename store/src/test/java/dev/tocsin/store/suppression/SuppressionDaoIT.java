package dev.tocsin.store.suppression;

import static dev.tocsin.contract.model.DeliveryStatus.PENDING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.contract.model.DeliveryStatus.SUPPRESSED;
import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.DeliveryRunDao;
import dev.tocsin.store.event.EventDao;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SuppressionDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();
  private final SuppressionDao list = new SuppressionDao(database);
  private final DeliveryRecordDao records = new DeliveryRecordDao(database);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void isListedNewestFirstUntilItIsRemoved() {
    for (int i = 0; i < 5; i++) {
      assertThat(list.add(entry("a" + i + "@list.example", i))).isTrue();
      assertThat(list.add(entry("a" + i + "@list.example", 100 + i))).isFalse();
    }
    assertThat(list.remove(TENANT, "a3@list.example", NOW)).isTrue();
    assertThat(list.remove(TENANT, "a3@list.example", NOW)).isFalse();
    assertThat(list.remove("other", "a4@list.example", NOW)).isFalse();

    Page<Suppression> first = list.list(TENANT, Page.Cursor.START, 2);
    assertThat(first.items())
        .extracting(Suppression::address)
        .containsExactly("a4@list.example", "a2@list.example");
    Page<Suppression> second =
        list.list(TENANT, Page.Cursor.decode(first.next()).orElseThrow(), 50);
    assertThat(second.items())
        .extracting(Suppression::address)
        .containsExactly("a1@list.example", "a0@list.example");
    assertThat(list.list("other", Page.Cursor.START, 50).items()).isEmpty();

    assertThat(list.add(entry("a3@list.example", 200))).isTrue();
    assertThat(list.find(TENANT, "a3@list.example")).isPresent();
  }

  @Test
  void whatIsSuppressedIsNoAttemptAndSettlesItsEvent() {
    Event event = Samples.events(1).get(0);
    List<DeliveryKey> keys =
        Samples.matched(
            database, List.of(event), List.of(Samples.stored(database), Samples.stored(database)));
    record(keys.get(0), event, 1, SENT);
    record(keys.get(1), event, 1, SUPPRESSED);
    record(keys.get(1), event, 1, SUPPRESSED);

    Delivery suppressed = delivery(keys.get(1));
    assertThat(suppressed.status()).isEqualTo(SUPPRESSED);
    assertThat(suppressed.attempts()).isZero();
    assertThat(suppressed.settledAt()).isNotNull();
    assertThat(new DeliveryDao(database).attempts(List.of(suppressed))).isEmpty();
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
  }

  @Test
  void anEventWaitsAgainForWhatIsRedriven() {
    Event event = Samples.events(1).get(0);
    DeliveryKey key =
        Samples.matched(database, List.of(event), List.of(Samples.stored(database))).get(0);
    record(key, event, 1, SUPPRESSED);
    DeliveryRunDao runs = new DeliveryRunDao(database);
    assertThat(runs.openRound(key, 2, NOW)).isTrue();
    assertThat(runs.openRound(key, 2, NOW)).isTrue();
    assertThat(delivery(key).status()).isEqualTo(PENDING);
    assertThat(status(event)).isEqualTo(EventStatus.PROCESSED);

    record(key, event, 2, SENT);
    assertThat(delivery(key).status()).isEqualTo(SENT);
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
  }

  private void record(DeliveryKey key, Event event, int round, DeliveryStatus status) {
    AttemptOutcome o = Samples.outcome(key, event.eventId(), round, status, round);
    records.record(List.of(o), NOW);
  }

  private Delivery delivery(DeliveryKey key) {
    return Samples.delivery(database, key);
  }

  private EventStatus status(Event event) {
    return new EventDao(database).find(TENANT, event.eventId()).orElseThrow().status();
  }

  private static Suppression entry(String address, int seconds) {
    return new Suppression(
        Identity.newSuppressionId(NOW),
        TENANT,
        address,
        Suppression.Reason.MANUAL,
        "key_1",
        "asked for it",
        null,
        NOW.plusSeconds(seconds));
  }
}
