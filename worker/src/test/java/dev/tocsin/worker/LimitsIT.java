package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.circuit.TargetWorkflows;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.client.WorkflowNotFoundException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target with limits is sent to within them, and loses nothing by them. */
class LimitsIT {
  private static final RetrySchedule WEEKLY = new RetrySchedule(List.of(604_800), 0);
  private static final CircuitSettings SETTINGS =
      new CircuitSettings(5, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(10));

  @TempDir Path outbox;
  private Rig rig;
  private CircuitDao circuits;

  private final AtomicInteger status = new AtomicInteger(204);
  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final List<Instant> times = new CopyOnWriteArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Holds the answers to events of this id until it is opened. */
  private volatile @Nullable String slow;

  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox, SETTINGS);
    circuits = new CircuitDao(rig.postgres.database());
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(String.valueOf(request.getHeaders().get("X-Event-Id")));
          }
        });
  }

  private MockResponse answer(String eventId) throws InterruptedException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    arrived.add(eventId);
    times.add(rig.clock.instant());
    if (eventId.equals(slow)) {
      gate.await();
    }
    atOnce.decrementAndGet();
    return new MockResponse.Builder().code(status.get()).build();
  }

  @AfterEach
  void stop() {
    gate.countDown();
    rig.close();
  }

  @Test
  void neverMoreAtOnceThanItsConcurrencyAndNoWorkflowForAnyDelivery() {
    Subscription subscription = subscribe(new TargetLimits(null, 2));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      events.add(rig.publish());
    }

    awaitSent(events);

    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
    assertThat(rig.target.getRequestCount()).isEqualTo(40);
    assertThat(events).noneMatch(event -> hadAWorkflow(rig.only(event)));
    assertThat(state(subscription)).isEqualTo(CircuitState.LIMITED);
  }

  @Test
  void aSlowAnswerStallsOnlyItsOwnPlace() {
    subscribe(new TargetLimits(null, 2));
    Event first = rig.accept("deployment", Severity.CRITICAL);
    slow = first.eventId();
    rig.process(first);
    Awaitility.await().until(() -> arrived.contains(first.eventId()));
    List<Event> others = List.of(rig.publish(), rig.publish(), rig.publish(), rig.publish());

    awaitSent(others);

    assertThat(rig.only(first).status()).isEqualTo(DeliveryStatus.WAITING);
    gate.countDown();
    awaitSent(List.of(first));
  }

  @Test
  void theMostUrgentOfWhatWaitsGoesFirst() {
    subscribe(new TargetLimits(null, 1));
    Event first = rig.accept("deployment", Severity.LOW);
    slow = first.eventId();
    rig.process(first);
    Awaitility.await().until(() -> arrived.contains(first.eventId()));
    Event low = rig.publish(Severity.LOW);
    Event lowToo = rig.publish(Severity.LOW);
    Event medium = rig.publish(Severity.MEDIUM);
    Event critical = rig.publish(Severity.CRITICAL);

    gate.countDown();
    awaitSent(List.of(low, lowToo, medium, critical));

    assertThat(arrived)
        .containsExactly(
            first.eventId(), critical.eventId(), medium.eventId(), low.eventId(), lowToo.eventId());
  }

  @Test
  void aSlowRateIsKeptByTimers() {
    subscribe(new TargetLimits(new BigDecimal("0.2"), null));
    Instant begin = rig.clock.instant();
    List<Event> events = publishTogether(6);

    rig.temporal.sleep(Duration.ofMinutes(2));
    awaitSent(events);

    assertThat(Duration.between(begin, times.get(5)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(25));
    assertThat(rig.target.getRequestCount()).isEqualTo(6);
  }

  @Test
  void aFastRateIsKeptWithinAnActivity() {
    subscribe(new TargetLimits(new BigDecimal("20"), null));
    Instant begin = rig.clock.instant();
    List<Event> events = publishTogether(41);

    awaitSent(events);

    // Forty intervals of 50 ms lie between the first turn and the last.
    assertThat(Duration.between(begin, times.get(40)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatFailsIsTriedAgainByItsScheduleAndWithinTheLimits() {
    Subscription subscription =
        rig.subscribeWebhook(new RetrySchedule(List.of(1, 1, 1, 1, 1, 1), 0));
    rig.limit(subscription, new TargetLimits(null, 1));
    status.set(503);
    Event event = rig.publish();
    Awaitility.await().until(() -> rig.only(event).status() == DeliveryStatus.RETRYING);
    status.set(204);

    awaitSent(List.of(event));

    assertThat(rig.only(event).attempts()).isEqualTo(2);
    assertThat(hadAWorkflow(rig.only(event))).isTrue();
    Awaitility.await()
        .until(() -> circuits.find(subscription.subscriptionId()).orElseThrow().probes() == 0);
  }

  @Test
  void aTargetThatIsDownOpensItsCircuitAndIsLimitedAgainOnceItAnswers() {
    Subscription subscription = subscribe(new TargetLimits(null, 2));
    status.set(503);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.add(rig.publish());
    }
    Awaitility.await().until(() -> state(subscription) == CircuitState.OPEN);
    assertThat(rig.target.getRequestCount()).isLessThanOrEqualTo(7);
    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.WAITING);

    status.set(204);
    mostAtOnce.set(0);
    rig.temporal.sleep(Duration.ofMinutes(2));
    awaitSent(events);

    assertThat(state(subscription)).isEqualTo(CircuitState.LIMITED);
    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void aTargetThatIsGoneIsDisabled() {
    Subscription subscription = subscribe(new TargetLimits(null, 1));
    status.set(410);
    Event event = rig.publish();
    Awaitility.await().until(() -> state(subscription) == CircuitState.DISABLED);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.DEAD);
  }

  @Test
  void limitsThatAreTakenAwayLetEverythingGo() {
    Subscription subscription = subscribe(new TargetLimits(new BigDecimal("0.001"), null));
    List<Event> events = List.of(rig.publish(), rig.publish(), rig.publish());
    awaitSent(events.subList(0, 1));

    rig.limit(subscription, null);
    wake(subscription);

    awaitSent(events);
    Awaitility.await().until(() -> state(subscription) == CircuitState.CLOSED);
    Event later = rig.publish();
    assertThat(rig.only(later).status()).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void aPauseHoldsWhatWaitsAndADeletionCancelsIt() {
    Subscription subscription = subscribe(new TargetLimits(new BigDecimal("0.001"), null));
    List<Event> events = List.of(rig.publish(), rig.publish());
    awaitSent(events.subList(0, 1));
    rig.setActive(subscription, false);
    wake(subscription);
    rig.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.target(subscription.subscriptionId()))
        .getResult(Void.class);
    assertThat(rig.only(events.get(1)).status()).isEqualTo(DeliveryStatus.WAITING);

    rig.setActive(subscription, true);
    rig.limit(subscription, new TargetLimits(null, 1));
    rig.postgres
        .database()
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE circuit SET next_probe_at = now() - interval '1 h'"));
    assertThat(rig.engine.recoveryActivities().takeUpWaiting().targets()).isEqualTo(1);
    awaitSent(events);

    rig.limit(subscription, new TargetLimits(new BigDecimal("0.001"), null));
    Event late = rig.publish();
    rig.delete(subscription);
    assertThat(rig.only(late).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(state(subscription)).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void whatNobodyWokeIsFoundByRecovery() {
    Subscription subscription = subscribe(new TargetLimits(null, 1));
    awaitSent(List.of(rig.publish()));
    awaitSleep(subscription);
    rig.engine.recoveryActivities().takeUpWaiting();
    // As if whoever matched it had died before it told Temporal.
    Event lost = rig.publish();
    awaitSent(List.of(lost));
    awaitSleep(subscription); // before that its workflow looks once more, and would find it
    rig.postgres
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "WITH idle AS (UPDATE circuit SET next_probe_at = NULL)"
                        + " UPDATE delivery SET status = 'WAITING' WHERE delivery_id = ?",
                    rig.only(lost).deliveryId()));

    assertThat(rig.engine.recoveryActivities().takeUpWaiting().targets()).isEqualTo(1);

    awaitSent(List.of(lost));
  }

  private void awaitSleep(Subscription subscription) {
    Awaitility.await()
        .until(
            () -> circuits.find(subscription.subscriptionId()).orElseThrow().nextProbeAt() == null);
  }

  private Subscription subscribe(TargetLimits limits) {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    rig.limit(subscription, limits);
    return subscription;
  }

  private void awaitSent(List<Event> events) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(events)
                    .allMatch(event -> rig.only(event).status() == DeliveryStatus.SENT));
  }

  private List<Event> publishTogether(int count) {
    List<Event> events =
        IntStream.range(0, count).mapToObj(i -> rig.accept("deployment", Severity.HIGH)).toList();
    rig.startTogether(events);
    return events;
  }

  private CircuitState state(Subscription subscription) {
    return circuits.find(subscription.subscriptionId()).orElseThrow().state();
  }

  /** As the API does after a change of limits. */
  private void wake(Subscription subscription) {
    TargetWorkflows.wake(
        rig.temporal.getWorkflowClient(),
        new TargetRef(subscription.subscriptionId(), Rig.TENANT, "WEBHOOK", "x"));
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
