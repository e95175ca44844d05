package dev.tocsin.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published with the source must say nothing about who recorded it, or of events. */
class RecordedHistoriesTest {
  private static final Pattern IDENTITY = Pattern.compile("\"identity\":\"([^\"]*)\"");

  @Test
  void eachBelongsToAWorkflow() {
    assertThat(History.of(""))
        .hasSizeGreaterThan(12)
        .allMatch(
            history ->
                history
                    .name()
                    .matches("(event|fanout|delivery|dead-letters|recovery|target)-[a-z-]+"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesNoMachineAndNoPerson(History history) {
    assertThat(IDENTITY.matcher(history.json()).results().map(found -> found.group(1)))
        .isNotEmpty()
        .containsOnly("tocsin");
    assertThat(history.content()).doesNotContain("/home/", "/root", "/Users/", "/tmp", "/work");
    // What stands before an @ in an identity, or in a queue that is named after one.
    assertThat(history.json()).doesNotContain("@");
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdsNoDetailsOfAnEvent(History history) {
    // Every event that the recorder publishes has this in its details.
    assertThat(history.content()).doesNotContain("only-for-the-target", "\"details\"");
  }

  /** Otherwise a replay that finds nothing would tell nothing. */
  @ParameterizedTest
  @MethodSource("all")
  void aWorkflowThatDoesSomethingElseFirstIsCaught(History history) {
    assertThatThrownBy(() -> history.replay(WaitsFirst.class))
        .hasStackTraceContaining("NonDeterministicException");
  }

  private static List<History> all() {
    return History.of("");
  }

  /** Any workflow, changed as nobody may change it. */
  public static final class WaitsFirst implements DynamicWorkflow {
    @Override
    public @Nullable Object execute(EncodedValues arguments) {
      Workflow.sleep(Duration.ofSeconds(1));
      return null;
    }
  }
}
