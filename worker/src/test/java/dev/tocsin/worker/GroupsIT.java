package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several events in one workflow. */
class GroupsIT {
  @TempDir Path outbox;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
    rig.subscribeWebhook(null);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void costsWhatOneEventDoes() {
    EventGroup group = rig.startTogether(accept(40, 200));

    Awaitility.await().until(() -> ended(group));
    assertThat(history(group)).hasSize(7);
    for (var event : group.events()) {
      var found = rig.events.find(Rig.TENANT, event.eventId()).orElseThrow();
      assertThat(found.status()).isEqualTo(EventStatus.NOTIFIED);
      assertThat(found.workflowId()).isEqualTo(group.workflowId());
    }
    assertThat(rig.target.getRequestCount()).isEqualTo(40);
  }

  @Test
  void anEventThatCannotBeMatchedHoldsNoOther() {
    List<Event> events = accept(5, 200);
    Event spoilt = events.get(3);
    rig.execute(
        "ALTER TABLE delivery ADD CONSTRAINT spoilt CHECK (event_id <> '%s')"
            .formatted(spoilt.eventId()));

    EventGroup group = rig.startTogether(events);

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                events.stream()
                    .filter(event -> event != spoilt)
                    .allMatch(event -> status(event) == EventStatus.NOTIFIED));
    assertThat(status(spoilt)).isEqualTo(EventStatus.PENDING);
    assertThat(ended(group)).isTrue();

    rig.execute("ALTER TABLE delivery DROP CONSTRAINT spoilt");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> status(spoilt) == EventStatus.NOTIFIED);
    assertThat(rig.only(spoilt).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(rig.target.getRequestCount()).isEqualTo(5);
    assertThat(rig.events.find(Rig.TENANT, spoilt.eventId()).orElseThrow().workflowId())
        .isEqualTo(WorkflowIds.event(spoilt.eventId()));
  }

  private List<Event> accept(int events, int answer) {
    List<Event> accepted = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      rig.target.enqueue(new MockResponse.Builder().code(answer).build());
      accepted.add(rig.accept("deployment", Severity.MEDIUM));
    }
    return accepted;
  }

  private boolean ended(EventGroup group) {
    return history(group).stream()
        .anyMatch(
            event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  private List<HistoryEvent> history(EventGroup group) {
    return rig.temporal.getWorkflowClient().fetchHistory(group.workflowId()).getEvents();
  }

  private EventStatus status(Event event) {
    return rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status();
  }
}
