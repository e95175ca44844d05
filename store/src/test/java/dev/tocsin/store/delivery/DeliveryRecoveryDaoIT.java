package dev.tocsin.store.delivery;

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
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryRecoveryDaoIT {
  private final TestDatabase test = TestDatabase.create();
  private final Database database = test.database();
  private final DeliveryRecoveryDao recovery = new DeliveryRecoveryDao(database);
  private final DeliveryRecordDao records = new DeliveryRecordDao(database);
  private final DeliveryRunDao runs = new DeliveryRunDao(database);
  private final SubscriptionDao subscriptions = new SubscriptionDao(database);
  private final List<Event> events = Samples.events(8);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatIsOpenAndDueIsOverdueOnceNothingHappensToIt() {
    List<DeliveryKey> keys = Samples.matched(database, events, List.of(Samples.stored(database)));
    record(keys, 0, SENT);
    record(keys, 1, RETRYING);
    Instant due = NOW.plusMillis(1).plusSeconds(300);

    assertThat(overdue(NOW.minusMillis(1))).isEmpty();
    assertThat(overdue(NOW)).hasSize(6).doesNotContain(keys.get(0), keys.get(1));
    assertThat(overdue(due.minusMillis(1))).hasSize(6);
    assertThat(overdue(due)).hasSize(7).contains(keys.get(1));
    assertThat(recovery.overdue(due, null, 1).get(0).eventWorkflowId()).isEqualTo("workflow");
  }

  @Test
  void overdueDeliveriesAreGoneThroughPageByPage() {
    List<DeliveryKey> keys = Samples.matched(database, events, List.of(Samples.stored(database)));
    record(keys, 1, RETRYING);
    record(keys, 6, RETRYING);
    List<DeliveryKey> dueLater = inOrderOfIds(List.of(keys.get(1), keys.get(6)));
    List<DeliveryKey> expected =
        inOrderOfIds(keys.stream().filter(key -> !dueLater.contains(key)).toList());
    expected.addAll(dueLater);
    List<DeliveryKey> seen = new ArrayList<>();
    DeliveryRecoveryDao.OpenDelivery last = null;
    List<DeliveryRecoveryDao.OpenDelivery> page;
    do {
      page = recovery.overdue(NOW.plusSeconds(301), last, 3);
      for (DeliveryRecoveryDao.OpenDelivery each : page) {
        seen.add(each.delivery().key());
        last = each;
      }
    } while (!page.isEmpty());

    assertThat(seen).containsExactlyElementsOf(expected);
  }

  @Test
  void whatWaitsIsResumableOnceItsSubscriptionIsInForce() {
    List<Subscription> both = List.of(Samples.stored(database), Samples.stored(database));
    List<DeliveryKey> keys = Samples.matched(database, events, both);
    record(keys, 0, RETRYING);
    both.forEach(each -> setActive(each, false));
    assertThat(recovery.resumable(100)).isEmpty();
    assertThat(overdue(NOW.plusSeconds(900))).isEmpty();

    setActive(both.get(0), true);
    assertThat(recovery.resumable(100))
        .hasSize(8)
        .allMatch(d -> d.subscriptionId().equals(both.get(0).subscriptionId()));
    assertThat(recovery.resumable(3)).hasSize(3);
    setActive(both.get(1), true);
    assertThat(recovery.resumable(100)).hasSize(16);
    for (Delivery each : recovery.resumable(100)) {
      runs.resume(each.key(), NOW);
    }
    assertThat(recovery.resumable(100)).isEmpty();
    assertThat(Samples.delivery(database, keys.get(0)).status()).isEqualTo(RETRYING);
    assertThat(Samples.delivery(database, keys.get(1)).status()).isEqualTo(PENDING);
  }

  @Test
  void onlyWhatWaitsIsResumed() {
    List<DeliveryKey> keys = Samples.matched(database, events, List.of(Samples.stored(database)));
    record(keys, 0, SENT);
    runs.resume(keys.get(0), NOW);

    assertThat(Samples.delivery(database, keys.get(0)).status()).isEqualTo(SENT);
  }

  private void record(List<DeliveryKey> keys, int index, DeliveryStatus status) {
    records.record(
        List.of(Samples.outcome(keys.get(index), events.get(0).eventId(), 1, status, 1)), NOW);
  }

  /** An id of a delivery is a digest: it does not tell the order of the events. */
  private static List<DeliveryKey> inOrderOfIds(List<DeliveryKey> keys) {
    return new ArrayList<>(
        keys.stream().sorted(Comparator.comparing(DeliveryKey::deliveryId)).toList());
  }

  private List<DeliveryKey> overdue(Instant before) {
    return recovery.overdue(before, null, 100).stream().map(each -> each.delivery().key()).toList();
  }

  private void setActive(Subscription subscription, boolean active) {
    subscriptions
        .change(TENANT, subscription.subscriptionId(), s -> Samples.with(s, active, false))
        .orElseThrow();
  }
}
