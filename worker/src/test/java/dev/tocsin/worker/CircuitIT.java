package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that is down costs one workflow, and a row for each delivery. */
class CircuitIT {
  private static final int MANY = 300;
  private static final int AT_ONCE = 10;

  // Temporal's test server stops skipping time once an activity was retried and then succeeded,
  // or is a day old: so deliveries are not retried here, and a target may fail for hours only.
  private static final RetrySchedule WEEKLY = new RetrySchedule(List.of(604_800), 0);
  private static final CircuitSettings SETTINGS =
      new CircuitSettings(5, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(10));

  @TempDir Path outbox;
  private Rig rig;
  private CircuitDao circuits;
  private WaitingDao waiting;

  /** What the target answers now, and the ids of what it took, in their order. */
  private final AtomicInteger status = new AtomicInteger(503);

  private final Queue<String> taken = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox, SETTINGS);
    circuits = new CircuitDao(rig.postgres.database());
    waiting = new WaitingDao(rig.postgres.database());
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            int answer = status.get();
            if (answer < 300) {
              taken.add(String.valueOf(request.getHeaders().get("webhook-id")));
            }
            return new MockResponse.Builder().code(answer).build();
          }
        });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void manyEventsForADeadTargetCostOneWorkflowAndGoOutInOrderOnceItAnswers() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = new ArrayList<>(untilItOpens(subscription));
    String run = target(subscription).describe().getExecution().getRunId();
    int before = rig.target.getRequestCount();
    while (events.size() < MANY) {
      events.add(rig.publish());
    }

    List<Delivery> deliveries = events.stream().map(rig::only).toList();
    assertThat(deliveries.subList(10, MANY))
        .allMatch(delivery -> delivery.status() == DeliveryStatus.WAITING);
    assertThat(deliveries.stream().filter(this::hadAWorkflow).count()).isLessThanOrEqualTo(10);
    assertThat(deliveries.subList(10, MANY)).allMatch(delivery -> delivery.attempts() <= 1);
    assertThat(rig.target.getRequestCount() - before).as("probes").isLessThan(60);
    Awaitility.await().until(() -> waiting.count(subscription.subscriptionId()) == MANY);

    status.set(204);
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.SENT);
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
    assertThat(target(subscription).describe().getExecution().getRunId()).isEqualTo(run);
    List<String> inOrder =
        deliveries.stream()
            .sorted(Comparator.comparing(Delivery::createdAt).thenComparing(Delivery::deliveryId))
            .map(Delivery::deliveryId)
            .toList();
    List<String> arrived = List.copyOf(taken);
    assertThat(arrived).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(arrived.get(0)).as("the probe").isEqualTo(inOrder.get(0));
    for (int nth = 1; nth < MANY; nth++) {
      assertThat(arrived.indexOf(inOrder.get(nth)))
          .as("it goes out when at most nine before it are under way")
          .isGreaterThan(nth - AT_ONCE);
    }
  }

  @Test
  void aDrainThatFailsStopsAndTheTargetIsProbedAgain() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);
    for (int i = 0; i < 60; i++) {
      rig.publish();
    }
    AtomicInteger left = new AtomicInteger(30);
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            boolean takes = status.get() == 204 || left.getAndDecrement() > 0;
            return new MockResponse.Builder().code(takes ? 204 : 503).build();
          }
        });
    rig.temporal.sleep(Duration.ofMinutes(15));

    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.OPEN);
    assertThat(rig.target.getRequestCount()).isLessThan(5 + 30 + 10 + 60);
    assertThat(waiting.count(subscription.subscriptionId())).isBetween(30L, 40L);

    status.set(204);
    target(subscription).getResult(Void.class);
    assertThat(waiting.count(subscription.subscriptionId())).isZero();
  }

  @Test
  void whatFailsAmongOthersThatAreAnsweredGoesBackToItsOwnScheduleAndTheDrainGoesOn() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = new ArrayList<>(untilItOpens(subscription));
    while (events.size() < 60) {
      events.add(rig.publish());
    }
    AtomicInteger nth = new AtomicInteger();
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(nth.incrementAndGet() % 3 == 0 ? 503 : 204)
                .build();
          }
        });
    int before = rig.target.getRequestCount();

    target(subscription).getResult(Void.class);

    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
    assertThat(rig.target.getRequestCount() - before).as("each once").isEqualTo(60);
    List<Delivery> all = events.stream().map(rig::only).toList();
    assertThat(all).filteredOn(each -> each.status() == DeliveryStatus.SENT).hasSize(40);
    assertThat(all)
        .filteredOn(each -> each.status() == DeliveryStatus.RETRYING)
        .hasSize(20)
        .allMatch(each -> Duration.between(rig.now(), each.nextAttemptAt()).toDays() >= 6)
        .allSatisfy(each -> Awaitility.await().until(() -> hadAWorkflow(each)));
  }

  @Test
  void tellsWhatWaitsAndWhenItIsProbedNext() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);
    rig.publish();

    rig.temporal.sleep(Duration.ofMinutes(2));

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(details(subscription))
                    .contains("status: **OPEN**")
                    .contains("that wait: **" + waiting.count(subscription.subscriptionId()) + "**")
                    .contains("last answer: Webhook failed: 503")
                    .doesNotContain("next probe: -"));
  }

  @Test
  void aRefusalOfOneDeliveryForGoodDoesNotCountAsBeingDown() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    status.set(422);
    for (int i = 0; i < 8; i++) {
      rig.publish();
    }

    assertThat(circuits.find(subscription.subscriptionId())).isEmpty();
  }

  @Test
  void waitsWhileItsSubscriptionIsPausedAndGoesOnWhenItIsResumed() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = untilItOpens(subscription);
    rig.setActive(subscription, false);
    target(subscription).getResult(Void.class);
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.OPEN);

    status.set(204);
    rig.setActive(subscription, true);
    rig.temporal.sleep(Duration.ofMinutes(15));
    rig.engine.recoveryActivities().takeUpWaiting();
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.SENT);
  }

  @Test
  void whatWaitsIsCancelledWithItsSubscription() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = untilItOpens(subscription);

    rig.delete(subscription);
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.CANCELLED);
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aDeadLetterThatIsRedrivenMeanwhileWaits() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    status.set(422);
    Event refused = rig.publish();
    status.set(503);
    untilItOpens(subscription);
    Delivery dead = rig.only(refused);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);

    WorkflowStub.fromTyped(rig.startRound(dead, 2)).getResult(Void.class);

    assertThat(rig.only(refused).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.only(refused).round()).isEqualTo(2);
  }

  @Test
  void whatWaitedForAsLongAsItsScheduleLastsIsADeadLetter() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);
    Event waits = rig.publish();
    rig.redirect(subscription, subscription.target(), Map.of(), new RetrySchedule(List.of(60), 0));
    rig.temporal.sleep(Duration.ofHours(1));
    assertThat(rig.only(waits).status()).isEqualTo(DeliveryStatus.WAITING);

    rig.postgres
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE delivery SET created_at = created_at - interval '1 day'"));
    target(subscription).getResult(Void.class);

    assertThat(rig.only(waits).status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(rig.only(waits).reason()).contains("as long as its retry schedule lasts");
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aTargetWhoseWorkflowWasTerminatedIsAttendedAgain() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = untilItOpens(subscription);
    // Not in the middle of a workflow task: the test server would skip no more time.
    Awaitility.await()
        .untilAsserted(() -> assertThat(details(subscription)).contains("status: **OPEN**"));
    target(subscription).terminate("By hand");
    status.set(204);

    rig.temporal.sleep(Duration.ofMinutes(12));
    assertThat(rig.engine.recoveryActivities().takeUpWaiting().targets()).isEqualTo(1);
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.SENT);
    assertThat(rig.engine.recoveryActivities().takeUpWaiting().targets()).isZero();
  }

  @Test
  void aSubscriptionIsDisabledWhenItsTargetFailedForTooLong() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);

    rig.temporal.sleep(Duration.ofHours(8));
    rig.publish();
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.OPEN);
    target(subscription).getResult(Void.class);

    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.DISABLED);
    assertThat(circuit(subscription).reason())
        .startsWith("It failed without a break since ")
        .contains("503");
    int before = rig.target.getRequestCount();
    Event later = rig.publish();
    assertThat(rig.only(later).status()).isEqualTo(DeliveryStatus.WAITING);
    rig.temporal.sleep(Duration.ofHours(2));
    assertThat(rig.only(later).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.target.getRequestCount()).isEqualTo(before);
  }

  @Test
  void aSubscriptionIsDisabledWhenItsTargetIsGone() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    status.set(410);
    Event refused = rig.publish();
    assertThatThrownBy(() -> rig.finish(rig.only(refused)))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(rig.only(refused).status()).isEqualTo(DeliveryStatus.DEAD);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(circuits.find(subscription.subscriptionId()))
                    .hasValueSatisfying(
                        found -> assertThat(found.state()).isEqualTo(CircuitState.DISABLED)));
    assertThat(rig.only(rig.publish()).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }

  /** Publishes to the target, which fails, until its circuit is open. */
  private List<Event> untilItOpens(Subscription subscription) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      events.add(rig.publish());
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(circuits.find(subscription.subscriptionId())).isPresent());
    return events;
  }

  private Circuit circuit(Subscription subscription) {
    return circuits.find(subscription.subscriptionId()).orElseThrow();
  }

  private WorkflowStub target(Subscription subscription) {
    return rig.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.target(subscription.subscriptionId()));
  }

  private String details(Subscription subscription) {
    return target(subscription)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private boolean hadAWorkflow(Delivery delivery) {
    try {
      rig.workflow(delivery).describe();
      return true;
    } catch (WorkflowNotFoundException none) {
      return false;
    }
  }
}
