package dev.tocsin.worker.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.workflows.circuit.TargetWorkflowImpl;
import dev.tocsin.workflows.deadletter.DeadLetterWorkflowImpl;
import dev.tocsin.workflows.delivery.DeliveryWorkflowImpl;
import dev.tocsin.workflows.event.EventWorkflowImpl;
import dev.tocsin.workflows.recovery.RecoveryWorkflowImpl;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows that run while encryption is switched on go on: their histories are not encrypted. */
class EncryptedReplayTest {
  private static final Path HISTORIES = Path.of("../workflows/src/test/resources/histories");
  private static final HistoryKeys KEYS =
      HistoryKeys.parse("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  private static final long DEADLOCK_MS = 30_000;

  @ParameterizedTest
  @MethodSource("histories")
  void whatWasRecordedBeforeIsReplayedWithKeys(Path history) throws Exception {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(HistoryCodec.converter(KEYS))
                    .build())
            .build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker =
          environment.newWorker(
              "replay",
              WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(DEADLOCK_MS).build());
      worker.registerWorkflowImplementationTypes(
          EventWorkflowImpl.class,
          DeliveryWorkflowImpl.class,
          DeadLetterWorkflowImpl.class,
          TargetWorkflowImpl.class,
          RecoveryWorkflowImpl.class);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(history)), worker);
    }
  }

  @Test
  void thereAreHistories() throws Exception {
    assertThat(histories()).hasSizeGreaterThan(10);
  }

  private static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
