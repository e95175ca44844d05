package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A target that is down costs one workflow, and a row for each delivery. */
class CircuitIT extends CircuitRig {
  private static final int MANY = 300;
  private static final int AT_ONCE = 10;

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

    passUntilItEnds(target(subscription));

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
