package dev.tocsin.standalone.crash;

import static io.temporal.api.enums.v1.PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.standalone.Tocsin;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * kill -9 in the middle of a large audience: the receivers answer so many and hold the others until
 * the process is gone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FanOutCrashIT {
  /** More than the workflow of an event makes itself. */
  private static final int AUDIENCE = 2_600;

  private static final int ANSWERED_BEFORE = 600;
  private static final String TYPE = "crash.fanout";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Semaphore answers = new Semaphore(0);
  private final Sink sink = new Sink();
  private SplitTocsin tocsin;

  @BeforeAll
  void start() {
    tocsin = SplitTocsin.start("fanout", 1_000, Tocsin.class, List::of);
    Audience.subscribe(
        tocsin.rows().database(),
        TYPE,
        AUDIENCE,
        number -> sink.target("/" + number, (eventId, nth) -> answer()));
    // Of a later revision, which the API hands on with every event from now on.
    tocsin.client().subscribe("crash.other", sink.target("/other", (id, nth) -> 204), "[1]");
  }

  @AfterAll
  void stop() {
    answers.release(Integer.MAX_VALUE / 2);
    try (Sink closing = sink) {
      if (tocsin != null) {
        tocsin.close();
      }
    }
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void aWorkerThatIsKilledInItsMiddleLosesNothingAndRepeatsNothingThatIsRecorded() {
    String eventId = untilItsMiddle("worker");

    tocsin.worker().kill();
    Set<String> sent = tocsin.rows().sent(eventId);
    answers.release(AUDIENCE * 3);
    tocsin.worker().restart();

    everyoneHasIt(eventId, sent);
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void aTemporalThatIsKilledInItsMiddleDoesNotEither() {
    String eventId = untilItsMiddle("temporal");

    tocsin.temporal().kill();
    Set<String> sent = tocsin.rows().sent(eventId);
    answers.release(AUDIENCE * 3);
    tocsin.temporal().restart();

    everyoneHasIt(eventId, sent);
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void cancelledInItsMiddleItSendsNothingAnyMore() {
    String eventId = untilItsMiddle("cancel");
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(tocsin.temporal().address())
                .build());
    try {
      WorkflowStub workflow =
          WorkflowClient.newInstance(stubs).newUntypedWorkflowStub(WorkflowIds.fanOut(eventId));
      workflow.cancel();
      untilItsStepsKnow(workflow);
      answers.release(AUDIENCE * 3);
      assertThatThrownBy(() -> workflow.getResult(Void.class))
          .isInstanceOf(WorkflowFailedException.class)
          .hasCauseInstanceOf(CanceledFailure.class);
    } finally {
      stubs.shutdownNow();
    }

    Set<String> cancelled = tocsin.rows().deliveries(eventId, "CANCELLED");
    assertThat(cancelled).isNotEmpty();
    // Those that got no answer in time have been handed over, and are sent by their own workflows.
    await("those that were tried to be sent. " + tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(() -> tocsin.rows().sent(eventId).size() + cancelled.size() >= AUDIENCE);
    Set<String> sent = tocsin.rows().sent(eventId);
    assertThat(sent).hasSize(AUDIENCE - cancelled.size());
    long arrived =
        IntStream.range(0, AUDIENCE).filter(number -> sink.accepted("/" + number, eventId)).count();
    assertThat(arrived).isEqualTo(sent.size());
  }

  /** A step is told in the answer to its next heartbeat. */
  private void untilItsStepsKnow(WorkflowStub workflow) {
    await("its steps to be cancelled. " + tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(
            () ->
                steps(workflow).stream()
                    .allMatch(step -> step.getState() == PENDING_ACTIVITY_STATE_CANCEL_REQUESTED));
    Instant since = Instant.now();
    await("its steps to be told. " + tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(
            () ->
                steps(workflow).stream()
                    .allMatch(
                        step -> step.getLastHeartbeatTime().getSeconds() > since.getEpochSecond()));
  }

  private static List<PendingActivityInfo> steps(WorkflowStub workflow) {
    return workflow.describe().getRawDescription().getPendingActivitiesList();
  }

  /** Publishes, and returns when some are recorded and the others wait for an answer. */
  private String untilItsMiddle(String clientId) {
    answers.drainPermits();
    answers.release(ANSWERED_BEFORE);
    assertThat(tocsin.client().publish(TYPE, clientId).status()).isEqualTo(202);
    String eventId = Identity.eventId("default", "", clientId);
    await("those that were answered to be recorded. " + tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(() -> answers.availablePermits() == 0 && answers.hasQueuedThreads());
    await("some to be recorded. " + tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(() -> !tocsin.rows().sent(eventId).isEmpty());
    return eventId;
  }

  private void everyoneHasIt(String eventId, Set<String> sentBefore) {
    assertThat(sentBefore).hasSizeBetween(1, AUDIENCE - 1);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(tocsin.rows().event(eventId))
                    .as(tocsin.whereLogsAre())
                    .isEqualTo("NOTIFIED"));
    assertThat(tocsin.rows().sent(eventId)).hasSize(AUDIENCE);
    for (int number = 0; number < AUDIENCE; number++) {
      List<Sink.Request> requests = sink.requests("/" + number, eventId);
      assertThat(requests).as("what subscriber " + number + " got").isNotEmpty();
      String webhookId = requests.get(0).webhookId();
      assertThat(requests).allMatch(request -> request.webhookId().equals(webhookId));
      if (sentBefore.contains(webhookId)) {
        assertThat(requests).as("recorded, so not sent again").hasSize(1);
      }
    }
  }

  private int answer() {
    answers.acquireUninterruptibly();
    return 204;
  }
}
