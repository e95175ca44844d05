package dev.tocsin.workflows.replay;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A history in {@code src/test/resources/histories}, as a real server recorded it. How they are
 * recorded anew stands at {@code HistoryRecorder} in {@code standalone}.
 */
public record History(String name, String json) {
  // The default of 1 s fires on a cold JVM that merely loads classes.
  private static final long DEADLOCK_MS = 30_000;

  /** All whose names begin so. */
  public static List<History> of(String prefix) {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .map(History::read)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static History named(String name) {
    return read(folder().resolve(name + ".json"));
  }

  /**
   * Runs the workflow over the history.
   *
   * @throws Exception where it would have done anything else than what was recorded
   */
  public void replay(Class<?> implementation) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker =
          environment.newWorker(
              "replay",
              WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(DEADLOCK_MS).build());
      worker.registerWorkflowImplementationTypes(implementation);
      WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json), worker);
    }
  }

  public List<HistoryEvent> events() {
    return WorkflowExecutionHistory.fromJson(json).getEvents();
  }

  public long count(EventType type) {
    return events().stream().filter(event -> event.getEventType() == type).count();
  }

  /** The bytes of all that it holds, payloads included, as text. */
  public String content() {
    return WorkflowExecutionHistory.fromJson(json)
        .getHistory()
        .toByteString()
        .toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }

  private static History read(Path file) {
    try {
      return new History(
          file.getFileName().toString().replace(".json", ""), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(History.class.getResource("/histories")).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
