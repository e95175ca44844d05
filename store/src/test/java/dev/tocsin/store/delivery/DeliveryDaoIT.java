package dev.tocsin.store.delivery;

import static dev.tocsin.contract.model.DeliveryStatus.CANCELLED;
import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.PENDING;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();
  private final DeliveryDao deliveries = new DeliveryDao(database);
  private final DeliveryRecordDao records = new DeliveryRecordDao(database);
  private Subscription subscription;
  private List<Event> events;
  private List<DeliveryKey> keys;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void twelveDeliveries() {
    subscription = Samples.stored(database);
    events = Samples.events(12);
    keys = Samples.matched(database, events, List.of(subscription));
  }

  @Test
  void pagesAreCompleteAlsoWhereAllWereMadeInOneMoment() {
    List<Delivery> seen = pages(cursor -> deliveries.list(TENANT, mine(null, null), cursor, 5));

    assertThat(seen).extracting(Delivery::key).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(seen)
        .extracting(Delivery::deliveryId)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void deadLettersComeLastDiedFirst() {
    for (int i = 0; i < 7; i++) {
      record(i, DEAD, NOW.plusMillis(i));
    }
    record(8, RETRYING, NOW);
    // The filter's status does not count.
    List<Delivery> dead =
        pages(cursor -> deliveries.deadLetters(TENANT, mine(SENT, null), cursor, 3));

    assertThat(dead)
        .extracting(Delivery::deliveryId)
        .containsExactly(id(6), id(5), id(4), id(3), id(2), id(1), id(0));
    assertThat(dead).allMatch(d -> "HTTP 503 after 1: answer 1".equals(d.reason()));
    assertThat(deliveries.deadLetters(TENANT, mine(null, NOW.plusMillis(5)), START, 9).items())
        .hasSize(2);
  }

  @Test
  void filtersNarrowAListing() {
    record(0, SENT, NOW);
    record(1, RETRYING, NOW);

    for (DeliveryStatus status : DeliveryStatus.values()) {
      int expected = status == PENDING ? 10 : status == SENT || status == RETRYING ? 1 : 0;
      assertThat(deliveries.list(TENANT, mine(status, null), START, 50).items()).hasSize(expected);
    }
    assertThat(deliveries.list(TENANT, mine(null, NOW.plusMillis(1)), START, 50).items()).isEmpty();
    assertThat(
            deliveries
                .list(TENANT, new DeliveryFilter(null, null, "no.such", null), START, 50)
                .items())
        .isEmpty();
    assertThat(
            deliveries
                .list(TENANT, new DeliveryFilter(null, null, "order.paid", null), START, 200)
                .items())
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void anotherTenantSeesNothing() {
    record(0, DEAD, NOW);

    assertThat(deliveries.find("other", id(0))).isEmpty();
    assertThat(deliveries.list("other", mine(null, null), START, 50).items()).isEmpty();
    assertThat(deliveries.deadLetters("other", mine(null, null), START, 50).items()).isEmpty();
  }

  @Test
  void whatIsOpenIsCancelledOnceAndWhatIsSettledIsNot() {
    record(0, SENT, NOW);
    record(1, DEAD, NOW);
    record(2, RETRYING, NOW);

    assertThat(deliveries.cancel(delivery(0), "no", NOW)).isFalse();
    assertThat(deliveries.cancel(delivery(1), "no", NOW)).isFalse();
    assertThat(deliveries.cancel(delivery(2), "not needed", NOW.plusMillis(9))).isTrue();
    assertThat(deliveries.cancel(delivery(2), "again", NOW)).isFalse();
    assertThat(deliveries.cancel(delivery(3), "not needed", NOW)).isTrue();
    Delivery cancelled = delivery(2);
    assertThat(cancelled.status()).isEqualTo(CANCELLED);
    assertThat(cancelled.reason()).isEqualTo("not needed");
    assertThat(cancelled.settledAt()).isEqualTo(NOW.plusMillis(9));
    assertThat(cancelled.nextAttemptAt()).isNull();
  }

  @Test
  void onlyWhatWaitsForItsNextAttemptIsMadeDue() {
    record(0, RETRYING, NOW);
    record(1, SENT, NOW);
    assertThat(deliveries.makeDue(delivery(0), NOW)).isTrue();
    assertThat(delivery(0).nextAttemptAt()).isEqualTo(NOW);
    assertThat(deliveries.makeDue(delivery(1), NOW)).isFalse();
    assertThat(deliveries.makeDue(delivery(2), NOW)).isFalse();
  }

  @Test
  void anEventsDeliveriesAreFoundByItsDay() {
    Event event = events.get(0);
    assertThat(deliveries.ofEvent(event.eventId(), event.day(), 9))
        .extracting(Delivery::deliveryId)
        .containsExactly(id(0));
    assertThat(deliveries.ofEvent(event.eventId(), event.day(), 0)).isEmpty();
    assertThat(deliveries.ofEvent(event.eventId(), event.day().minusDays(1), 9)).isEmpty();
    assertThat(deliveries.attempts(List.of())).isEmpty();
  }

  private static final Page.Cursor START = Page.Cursor.START;

  private static List<Delivery> pages(Function<Page.Cursor, Page<Delivery>> listing) {
    List<Delivery> all = new ArrayList<>();
    String next = START.encode();
    while (next != null) {
      Page<Delivery> page = listing.apply(Page.Cursor.decode(next).orElseThrow());
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  private DeliveryFilter mine(DeliveryStatus status, Instant since) {
    return new DeliveryFilter(status, subscription.subscriptionId(), null, since);
  }

  private void record(int index, DeliveryStatus status, Instant now) {
    records.record(
        List.of(Samples.outcome(keys.get(index), events.get(index).eventId(), 1, status, 1)), now);
  }

  private Delivery delivery(int index) {
    return Samples.delivery(database, keys.get(index));
  }

  private String id(int index) {
    return keys.get(index).deliveryId();
  }
}
