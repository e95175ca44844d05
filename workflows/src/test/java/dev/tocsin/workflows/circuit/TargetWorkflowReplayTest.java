package dev.tocsin.workflows.circuit;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.replay.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks the workflows of targets that are down while it is deployed fails here. */
class TargetWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(TargetWorkflowImpl.class);
  }

  @Test
  void opensProbesDrainsAndCloses() {
    History down = History.named("target-down-for-a-while");
    // Opened; probed in vain twice, and then not; drained; closed.
    assertThat(down.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isGreaterThanOrEqualTo(5);
    assertThat(down.count(EVENT_TYPE_TIMER_FIRED)).isGreaterThanOrEqualTo(2);
    assertThat(down.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
    assertThat(down.content())
        .contains("openCircuit", "probeTarget", "drainTarget", "closeCircuit", "\"CLOSED\"");
  }

  @Test
  void waitsForTurnsRestsAndIsWoken() {
    History limited = History.named("target-with-limits");
    assertThat(limited.count(EVENT_TYPE_TIMER_FIRED)).as("turns").isGreaterThanOrEqualTo(2);
    assertThat(limited.count(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)).isGreaterThanOrEqualTo(2);
    assertThat(limited.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
    assertThat(limited.content()).contains("\"WAIT\"", "\"REST\"", "\"CLOSE\"", "\"CLOSED\"");
  }

  @Test
  void endsAtOnceWhereTheTargetIsGone() {
    History gone = History.named("target-gone");
    assertThat(gone.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isEqualTo(1);
    assertThat(gone.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
    assertThat(gone.content()).contains("\"DISABLED\"");
  }

  private static List<History> histories() {
    return History.of("target-");
  }
}
