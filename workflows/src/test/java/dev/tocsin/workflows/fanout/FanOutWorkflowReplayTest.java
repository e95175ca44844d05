package dev.tocsin.workflows.fanout;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.replay.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks an audience that is worked through while it is deployed fails here. */
class FanOutWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(FanOutWorkflowImpl.class);
  }

  @Test
  void goesThroughFourRanges() {
    History audience = History.named("fanout-large-audience");
    assertThat(audience.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isEqualTo(4);
    assertThat(audience.count(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)).isEqualTo(1);
    assertThat(audience.content()).contains("deliverRange");
  }

  private static List<History> histories() {
    return History.of("fanout");
  }
}
