package dev.tocsin.worker;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import io.temporal.client.WorkflowStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A target that answers what a test says; at first it is down. */
abstract class CircuitRig {
  // Temporal's test server stops skipping time once an activity was retried and then succeeded,
  // or is a day old: so deliveries are not retried here, and a target may fail for hours only.
  static final RetrySchedule WEEKLY = new RetrySchedule(List.of(604_800), 0);
  static final CircuitSettings SETTINGS =
      new CircuitSettings(5, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(10));
  @TempDir Path outbox;
  Rig rig;
  CircuitDao circuits;
  WaitingDao waiting;

  /** What the target answers now, and the ids of what it took, in their order. */
  final AtomicInteger status = new AtomicInteger(503);

  final Queue<String> taken = new ConcurrentLinkedQueue<>();

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

  /** Publishes to the target, which fails, until its circuit is open. */
  List<Event> untilItOpens(Subscription subscription) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      events.add(rig.publish());
    }
    Awaitility.await()
        .untilAsserted(() -> assertThat(circuits.find(subscription.subscriptionId())).isPresent());
    return events;
  }

  Circuit circuit(Subscription subscription) {
    return circuits.find(subscription.subscriptionId()).orElseThrow();
  }

  WorkflowStub target(Subscription subscription) {
    return rig.temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(WorkflowIds.target(subscription.subscriptionId()));
  }

  /**
   * Lets time pass until the workflow ends, and hardly longer. {@code getResult} goes on skipping
   * until it has the result, by a week where nothing but a retry of then is left to skip to.
   */
  void passUntilItEnds(WorkflowStub workflow) {
    while (workflow.describe().getStatus() == WORKFLOW_EXECUTION_STATUS_RUNNING) {
      rig.temporal.sleep(Duration.ofMinutes(1));
    }
  }
}
