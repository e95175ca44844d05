package dev.tocsin.workflows.deadletter;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.replay.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks an order that is carried out while it is deployed fails here. */
class DeadLetterWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(DeadLetterWorkflowImpl.class);
  }

  @Test
  void takesBatchesUntilNothingIsLeft() {
    History redriven = History.named("dead-letters-redriven");
    assertThat(redriven.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isEqualTo(3);
    assertThat(redriven.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
  }

  @Test
  void endsWhereItIsCalledOffInAPause() {
    History calledOff = History.named("dead-letters-called-off");
    assertThat(calledOff.count(EVENT_TYPE_TIMER_STARTED)).isEqualTo(1);
    assertThat(calledOff.count(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
    assertThat(calledOff.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
    History cancelled = History.named("dead-letters-cancelled");
    assertThat(cancelled.count(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)).isEqualTo(1);
    assertThat(cancelled.content()).contains("callOffDeadLetters");
  }

  @Test
  void holdsNeitherTheReasonNorWhoGaveIt() {
    assertThat(histories())
        .isNotEmpty()
        .allSatisfy(
            history ->
                assertThat(history.content()).doesNotContain("they are back", "on call", "key_1"));
  }

  private static List<History> histories() {
    return History.of("dead-letters-");
  }
}
