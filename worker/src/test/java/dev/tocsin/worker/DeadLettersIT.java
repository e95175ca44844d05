package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterStart;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.recovery.RecoveryFindings;
import dev.tocsin.contract.recovery.RecoveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.deadletter.DeadLetterBatchDao;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.deadletter.DeadLetters;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders for many dead letters, carried out. */
class DeadLettersIT {
  @TempDir Path outbox;
  private Rig rig;
  private Database store;
  private DeadLetterOperationDao operations;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
    store = rig.postgres.database();
    operations = new DeadLetterOperationDao(store);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void redrivesWhatTheFilterNamesOnceAndNotFasterThanItMay() {
    Subscription mended = rig.subscribeWebhook(null);
    Subscription other = rig.subscribeWebhook(null);
    List<DeliveryKey> wanted = DeadLetters.of(store, mended, 125, rig.now());
    List<DeliveryKey> unwanted = DeadLetters.of(store, other, 125, rig.now());
    for (int i = 0; i < wanted.size(); i++) {
      rig.target.enqueue(new MockResponse.Builder().code(204).build());
    }
    Instant from = rig.now();
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE, of(mended), 50);
    run(operation).getResult(Void.class);

    assertThat(Duration.between(from, rig.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    DeadLetterOperation after = current(operation);
    assertThat(after.status()).isEqualTo(OperationStatus.COMPLETED);
    assertThat(after.counts()).isEqualTo(new Counts(125, 125, 0, 0));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> wanted.stream().allMatch(key -> status(key) == DeliveryStatus.SENT));
    assertThat(rig.target.getRequestCount()).isEqualTo(125);
    assertThat(unwanted).allMatch(key -> status(key) == DeliveryStatus.DEAD);
    assertThat(delivery(wanted.get(0)).operationId()).isEqualTo(operation.operationId());
  }

  @Test
  void anotherTenantsDeadLettersStayAsTheyAre() {
    List<DeliveryKey> own = DeadLetters.of(store, rig.subscribeWebhook(null), 3, rig.now());
    List<DeliveryKey> foreign = DeadLetters.of(store, rig.subscribeWebhook(null), 3, rig.now());
    foreign.forEach(
        key ->
            store
                .jdbi()
                .useHandle(
                    handle ->
                        handle.execute(
                            "UPDATE delivery SET tenant = 'other' WHERE delivery_id = ?",
                            key.deliveryId())));

    run(begin(DeadLetterOrder.DISCARD, DeadLetterFilter.ALL, 50)).getResult(Void.class);

    assertThat(own).allMatch(key -> status(key) == DeliveryStatus.CANCELLED);
    assertThat(rig.deliveries.find("other", foreign.get(0).deliveryId()).orElseThrow().status())
        .isEqualTo(DeliveryStatus.DEAD);
  }

  @Test
  void skipsTheDeadLettersOfADeletedSubscription() {
    Subscription deleted = rig.subscribeWebhook(null);
    List<DeliveryKey> dead = DeadLetters.of(store, deleted, 5, rig.now());
    rig.delete(deleted);

    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE, DeadLetterFilter.ALL, 50);
    run(operation).getResult(Void.class);

    assertThat(current(operation).counts()).isEqualTo(new Counts(5, 0, 5, 0));
    assertThat(dead).allMatch(key -> status(key) == DeliveryStatus.DEAD);
    assertThat(rig.target.getRequestCount()).isZero();
  }

  @Test
  void calledOffInTheMiddleItLeavesTheRest() {
    Subscription subscription = rig.subscribeWebhook(null);
    List<DeliveryKey> dead = DeadLetters.of(store, subscription, 60, rig.now());
    DeadLetterOperation operation = begin(DeadLetterOrder.DISCARD, of(subscription), 1);
    WorkflowStub workflow = run(operation);
    rig.temporal.sleep(Duration.ofSeconds(10));
    rig.untilItRests(workflow);

    assertThat(operations.cancel(operation.operationId(), "key_2", rig.now())).isTrue();
    workflow.signal("wake");
    workflow.getResult(Void.class);

    Counts counts = current(operation).counts();
    assertThat(counts.done()).isBetween(1, 59);
    assertThat(dead.stream().filter(key -> status(key) == DeliveryStatus.CANCELLED))
        .hasSize(counts.done());
    assertThat(current(operation).status()).isEqualTo(OperationStatus.CANCELLED);
  }

  @Test
  void cancelledInTemporalItsRowSaysSo() {
    Subscription subscription = rig.subscribeWebhook(null);
    DeadLetters.of(store, subscription, 60, rig.now());
    DeadLetterOperation operation = begin(DeadLetterOrder.DISCARD, of(subscription), 1);
    WorkflowStub workflow = run(operation);
    rig.temporal.sleep(Duration.ofSeconds(3));
    rig.untilItRests(workflow);

    workflow.cancel();
    assertThatThrownBy(() -> workflow.getResult(Void.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(current(operation).status()).isEqualTo(OperationStatus.CANCELLED);
    assertThat(current(operation).cancelledBy()).isEqualTo("temporal");
  }

  @Test
  void recoveryStartsAnOperationWhoseWorkflowWasLost() {
    Subscription subscription = rig.subscribeWebhook(null);
    List<DeliveryKey> dead = DeadLetters.of(store, subscription, 3, rig.now().minusSeconds(60));
    DeadLetterOperation operation =
        DeadLetters.operation(
            store, DeadLetterOrder.DISCARD, of(subscription), 50, rig.now().minusSeconds(30));

    rig.engine.recoveryActivities().takeUpWaiting();
    rig.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.deadLetters(operation.operationId()))
        .getResult(Void.class);

    assertThat(dead).allMatch(key -> status(key) == DeliveryStatus.CANCELLED);
  }

  /** As where a worker dies between the commit of a batch and the starts of its workflows. */
  @Test
  void recoveryCarriesWhatWasRedrivenButNotStarted() {
    Subscription subscription = rig.subscribeWebhook(null);
    DeliveryKey dead = DeadLetters.of(store, subscription, 1, rig.now().minusSeconds(60)).get(0);
    rig.target.enqueue(new MockResponse.Builder().code(204).build());
    DeadLetterOperation operation = begin(DeadLetterOrder.REDRIVE, of(subscription), 50);
    assertThat(new DeadLetterBatchDao(store).take(operation.operationId(), 100, rig.now()))
        .hasValueSatisfying(batch -> assertThat(batch.changed()).hasSize(1));
    assertThat(status(dead)).isEqualTo(DeliveryStatus.PENDING);

    WorkflowClient.start(
        rig.temporal
                .getWorkflowClient()
                .newWorkflowStub(
                    RecoveryWorkflow.class,
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.RECOVERY)
                        .setTaskQueue(TaskQueues.DELIVERIES)
                        .build())
            ::watch,
        RecoveryFindings.NONE);
    rig.temporal.sleep(Duration.ofSeconds(150));

    await().until(() -> status(dead) == DeliveryStatus.SENT);
    assertThat(delivery(dead).round()).isEqualTo(2);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }

  private static DeadLetterFilter of(Subscription subscription) {
    return DeadLetters.ofSubscription(subscription.subscriptionId());
  }

  private DeadLetterOperation begin(DeadLetterOrder order, DeadLetterFilter filter, int rate) {
    return DeadLetters.operation(store, order, filter, rate, rig.now());
  }

  private WorkflowStub run(DeadLetterOperation operation) {
    DeadLetterWorkflow workflow =
        rig.temporal
            .getWorkflowClient()
            .newWorkflowStub(DeadLetterWorkflow.class, DeadLetterStart.options(operation.run()));
    WorkflowClient.start(workflow::carryOut, operation.run());
    return WorkflowStub.fromTyped(workflow);
  }

  private DeadLetterOperation current(DeadLetterOperation operation) {
    return operations.find(Rig.TENANT, operation.operationId()).orElseThrow();
  }

  private Delivery delivery(DeliveryKey key) {
    return rig.deliveries.find(Rig.TENANT, key.deliveryId()).orElseThrow();
  }

  private DeliveryStatus status(DeliveryKey key) {
    return delivery(key).status();
  }
}
