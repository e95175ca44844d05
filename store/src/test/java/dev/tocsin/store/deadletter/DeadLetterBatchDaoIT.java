package dev.tocsin.store.deadletter;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.deadletter.DeadLetterBatchDao.Batch;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRunDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterBatchDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Database STORE = DATABASE.database();

  private final DeadLetterBatchDao batches = new DeadLetterBatchDao(STORE);
  private final DeadLetterOperationDao operations = new DeadLetterOperationDao(STORE);
  private Subscription subscription;

  @BeforeEach
  void subscribe() {
    subscription = Samples.stored(STORE);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aBatchWhoseAnswerWasLostIsNotTakenAgain() {
    List<DeliveryKey> dead = DeadLetters.of(STORE, subscription, 5, NOW);
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);

    take(operation, 2);
    Batch second = take(operation, 2);
    assertThat(second.operation().status()).isEqualTo(OperationStatus.RUNNING);
    Batch last = take(operation, 2);
    take(operation, 2);

    assertThat(last.operation().status()).isEqualTo(OperationStatus.COMPLETED);
    assertThat(last.operation().finishedAt()).isEqualTo(NOW);
    assertThat(last.operation().counts()).isEqualTo(new Counts(5, 5, 0, 0));
    assertThat(dead)
        .extracting(key -> Samples.delivery(STORE, key))
        .allSatisfy(
            delivery -> {
              assertThat(delivery.status()).isEqualTo(DeliveryStatus.PENDING);
              assertThat(delivery.round()).isEqualTo(2);
              assertThat(delivery.settledAt()).isNull();
              assertThat(delivery.operationId()).isEqualTo(operation.operationId());
            });
  }

  @Test
  void batchesAtTheSameTimeTakeNoneTwice() throws Exception {
    DeadLetters.of(STORE, subscription, 40, NOW);
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);

    Parallel.run(() -> take(operation, 20), () -> take(operation, 20), () -> take(operation, 20));

    assertThat(current(operation).counts()).isEqualTo(new Counts(40, 40, 0, 0));
    assertThat(ofSubscription()).hasSize(40).allMatch(delivery -> delivery.round() == 2);
  }

  @Test
  void whatDiesLaterIsNotTaken() {
    DeadLetters.of(STORE, subscription, 2, NOW);
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);
    Batch first = take(operation, 2);
    first
        .changed()
        .forEach(each -> DeadLetters.die(STORE, each.key(), NOW.plusMillis(1), 503, "again"));

    assertThat(take(operation, 2).taken()).isZero();

    assertThat(current(operation).counts()).isEqualTo(new Counts(2, 2, 0, 0));
    assertThat(ofSubscription()).allMatch(each -> each.status() == DeliveryStatus.DEAD);
  }

  @Test
  void whatSomebodyElseRedroveMeanwhileIsCountedAsSuch() {
    List<DeliveryKey> dead = DeadLetters.of(STORE, subscription, 3, NOW);
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);
    assertThat(new DeliveryRunDao(STORE).openRound(dead.get(1), 2, NOW)).isTrue();

    take(operation, 100);

    assertThat(current(operation).counts()).isEqualTo(new Counts(3, 2, 0, 1));
    assertThat(Samples.delivery(STORE, dead.get(1)).operationId()).isNull();
  }

  @Test
  void deadLettersOfADeletedSubscriptionCanOnlyBeDiscarded() {
    DeadLetters.of(STORE, subscription, 3, NOW);
    new SubscriptionDao(STORE)
        .change(TENANT, subscription.subscriptionId(), was -> was.asDeleted(NOW));
    DeadLetterOperation redrive = begin(DeadLetterOrder.REDRIVE);
    take(redrive, 100);
    assertThat(current(redrive).counts()).isEqualTo(new Counts(3, 0, 3, 0));
    assertThat(ofSubscription()).allMatch(each -> each.status() == DeliveryStatus.DEAD);

    DeadLetterOperation discard = begin(DeadLetterOrder.DISCARD);
    take(discard, 100);

    assertThat(current(discard).counts()).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(ofSubscription())
        .allSatisfy(
            delivery -> {
              assertThat(delivery.status()).isEqualTo(DeliveryStatus.CANCELLED);
              assertThat(delivery.reason()).isEqualTo("Discarded by on call: they are back");
              assertThat(delivery.round()).isEqualTo(1);
            });
  }

  @Test
  void whatIsCalledOffTakesNoFurtherOne() {
    DeadLetters.of(STORE, subscription, 3, NOW);
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);
    take(operation, 1);

    assertThat(operations.cancel(operation.operationId(), "key_2", NOW)).isTrue();
    assertThat(operations.cancel(operation.operationId(), "key_3", NOW)).isFalse();

    assertThat(take(operation, 2).changed()).isEmpty();
    DeadLetterOperation after = current(operation);
    assertThat(after.status()).isEqualTo(OperationStatus.CANCELLED);
    assertThat(after.cancelledBy()).isEqualTo("key_2");
    assertThat(after.counts()).isEqualTo(new Counts(3, 1, 0, 0));
  }

  @Test
  void takesTheOldestFirstAndNotMoreThanItMay() {
    List<DeliveryKey> dead = DeadLetters.of(STORE, subscription, 5, NOW);
    DeadLetterOperation operation =
        DeadLetters.operation(STORE, DeadLetterOrder.DISCARD, ofThis(), 50, 3, NOW);

    take(operation, 2);
    take(operation, 2);

    assertThat(current(operation).status()).isEqualTo(OperationStatus.COMPLETED);
    assertThat(current(operation).counts()).isEqualTo(new Counts(3, 3, 0, 0));
    assertThat(dead.subList(3, 5))
        .extracting(key -> Samples.delivery(STORE, key).status())
        .containsOnly(DeliveryStatus.DEAD);
  }

  @Test
  void anOperationIsFoundByItsTenantAlone() {
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE);

    assertThat(operations.find(TENANT, operation.operationId())).contains(operation);
    assertThat(operations.find("other", operation.operationId())).isEmpty();
    assertThat(operations.list(TENANT, Page.Cursor.START, 200).items()).contains(operation);
    assertThat(operations.list("other", Page.Cursor.START, 200).items()).isEmpty();
    assertThat(operations.silent(NOW)).contains(operation);
    assertThat(operations.silent(NOW.minusMillis(1))).doesNotContain(operation);
    assertThat(batches.take("blk_unknown", 1, NOW)).isEmpty();
  }

  private DeadLetterFilter ofThis() {
    return DeadLetters.ofSubscription(subscription.subscriptionId());
  }

  private DeadLetterOperation begin(DeadLetterOrder order) {
    return DeadLetters.operation(STORE, order, ofThis(), 50, NOW);
  }

  private Batch take(DeadLetterOperation operation, int most) {
    return batches.take(operation.operationId(), most, NOW).orElseThrow();
  }

  private DeadLetterOperation current(DeadLetterOperation operation) {
    return operations.find(TENANT, operation.operationId()).orElseThrow();
  }

  private List<Delivery> ofSubscription() {
    return new DeliveryDao(STORE)
        .list(
            TENANT,
            new dev.tocsin.store.delivery.DeliveryFilter(
                null, subscription.subscriptionId(), null, Instant.EPOCH),
            Page.Cursor.START,
            200)
        .items();
  }
}
