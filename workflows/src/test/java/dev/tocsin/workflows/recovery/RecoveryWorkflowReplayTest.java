package dev.tocsin.workflows.recovery;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.replay.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that breaks the watch that runs while it is deployed fails here. */
class RecoveryWorkflowReplayTest {
  @ParameterizedTest
  @MethodSource("histories")
  void stillDoesWhatItDid(History history) throws Exception {
    history.replay(RecoveryWorkflowImpl.class);
  }

  @Test
  void looksByItselfAndWhenAsked() {
    History looking = History.named("recovery-looking");
    assertThat(looking.count(EVENT_TYPE_MARKER_RECORDED)).isEqualTo(3);
    assertThat(looking.count(EVENT_TYPE_TIMER_FIRED)).isEqualTo(1);
    assertThat(looking.count(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)).isEqualTo(1);
  }

  @Test
  void beginsANewRunAfterManyLooks() {
    History whole = History.named("recovery-new-run");
    assertThat(whole.count(EVENT_TYPE_MARKER_RECORDED)).isEqualTo(120);
    // The wide look with every twelfth, and the partitions once.
    assertThat(whole.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isEqualTo(11);
    assertThat(whole.count(EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW)).isEqualTo(1);
    assertThat(whole.content()).contains("\"events\":1");
  }

  private static List<History> histories() {
    return History.of("recovery-");
  }
}
