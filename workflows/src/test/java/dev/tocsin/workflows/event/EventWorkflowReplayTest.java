package dev.tocsin.workflows.event;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.replay.History;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks event workflows which run while it is deployed fails here. */
class EventWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(EventWorkflowImpl.class);
  }

  @ParameterizedTest
  @CsvSource({
    "event-nothing-matched, 1, 0, 0",
    "event-sent-at-once, 2, 0, 0",
    "event-many-deliveries, 3, 0, 0",
    "event-group, 3, 0, 0",
    "event-group-split, 1, 2, 0",
    "event-handed-over, 2, 1, 0",
    "event-handed-over-before, 1, 0, 1",
  })
  void theHistoriesShowTheirCases(String name, int localActivities, int children, int refused) {
    History history = History.named(name);
    assertThat(history.count(EVENT_TYPE_MARKER_RECORDED)).isEqualTo(localActivities);
    assertThat(history.count(EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED)).isEqualTo(children);
    assertThat(history.count(EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED)).isEqualTo(refused);
    assertThat(history.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
  }

  /** The budget of the path that everything else is measured by. */
  @Test
  void whatIsSentAtOnceCostsSixHistoryEventsAndOnePerBatch() {
    for (String name :
        List.of(
            "event-nothing-matched",
            "event-sent-at-once",
            "event-many-deliveries",
            "event-group")) {
      History history = History.named(name);
      assertThat(history.events().size() - history.count(EVENT_TYPE_MARKER_RECORDED)).isEqualTo(5);
      assertThat(history.count(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)).isEqualTo(1);
    }
  }

  private static List<History> histories() {
    return History.of("event-");
  }
}
