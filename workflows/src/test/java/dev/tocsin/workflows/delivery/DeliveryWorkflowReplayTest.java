package dev.tocsin.workflows.delivery;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.workflows.replay.History;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks deliveries whose retries are under way while it is deployed fails here. */
class DeliveryWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(DeliveryWorkflowImpl.class);
  }

  @ParameterizedTest
  @CsvSource({
    "delivery-sent-after-retries, COMPLETED, SENT",
    "delivery-dead-letter, FAILED, DEAD",
    "delivery-redriven, COMPLETED, SENT",
    "delivery-woken, COMPLETED, SENT",
    "delivery-woken-while-sent, COMPLETED, SENT",
    "delivery-cancelled, CANCELED, CANCELLED",
    "delivery-waiting, COMPLETED, WAITING",
  })
  void theHistoriesEndInTheirCases(String name, String close, String status) {
    List<HistoryEvent> events = History.named(name).events();
    assertThat(events.get(events.size() - 1).getEventType())
        .isEqualTo(EventType.valueOf("EVENT_TYPE_WORKFLOW_EXECUTION_" + close));
    assertThat(lastStatus(events)).isEqualTo('"' + status + '"');
  }

  @Test
  void theHistoriesShowTheWaysThere() {
    History retried = History.named("delivery-sent-after-retries");
    assertThat(retried.events())
        .filteredOn(event -> event.getEventType() == EVENT_TYPE_ACTIVITY_TASK_STARTED)
        .allMatch(event -> event.getActivityTaskStartedEventAttributes().getAttempt() > 2);
    for (String name : List.of("delivery-woken", "delivery-waiting")) {
      assertThat(History.named(name).count(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
      assertThat(History.named(name).count(EVENT_TYPE_ACTIVITY_TASK_CANCELED)).isEqualTo(1);
    }
    History whileSent = History.named("delivery-woken-while-sent");
    assertThat(whileSent.count(EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED)).isEqualTo(1);
    assertThat(whileSent.count(EVENT_TYPE_ACTIVITY_TASK_FAILED)).isEqualTo(1);
    assertThat(
            History.named("delivery-cancelled")
                .count(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED))
        .isEqualTo(1);
    assertThat(History.named("delivery-redriven").content()).contains("\"round\":2");
  }

  @Test
  void aDeadLettersFailureIsWhatTheTargetAnswered() {
    List<HistoryEvent> events = History.named("delivery-dead-letter").events();
    assertThat(
            events
                .get(events.size() - 1)
                .getWorkflowExecutionFailedEventAttributes()
                .getFailure()
                .getMessage())
        .isEqualTo("Webhook failed: 500 Server Error: status 500");
  }

  private static List<History> histories() {
    return History.of("delivery-");
  }

  private static String lastStatus(List<HistoryEvent> events) {
    return events.stream()
        .filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
        .map(
            event ->
                event
                    .getUpsertWorkflowSearchAttributesEventAttributes()
                    .getSearchAttributes()
                    .getIndexedFieldsOrThrow(TocsinSearchAttributes.STATUS.getName())
                    .getData()
                    .toStringUtf8())
        .reduce("none", (earlier, later) -> later);
  }
}
