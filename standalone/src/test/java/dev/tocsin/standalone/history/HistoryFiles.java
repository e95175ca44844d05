package dev.tocsin.standalone.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The recorded histories, each a file that the replay tests read. */
final class HistoryFiles {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "../workflows/src/test/resources/histories");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WorkflowClient client;

  HistoryFiles(WorkflowClient client) throws IOException {
    this.client = client;
    Files.createDirectories(FOLDER);
  }

  void record(String name, Event event) throws IOException {
    write(name, client.fetchHistory(WorkflowIds.event(event.eventId())));
  }

  void record(String name, Delivery delivery) throws IOException {
    write(name, client.fetchHistory(WorkflowIds.delivery(delivery.deliveryId())));
  }

  void record(String name, DeadLetterOperation operation) throws IOException {
    write(name, client.fetchHistory(WorkflowIds.deadLetters(operation.operationId())));
  }

  WorkflowExecutionHistory history(WorkflowExecution execution) {
    return client.fetchHistory(execution.getWorkflowId(), execution.getRunId());
  }

  /** A line for each history event, so that a change can be read. */
  void write(String name, WorkflowExecutionHistory history) throws IOException {
    StringJoiner lines = new StringJoiner(",\n", "{\"events\": [\n", "\n]}\n");
    for (JsonNode event : JSON.readTree(history.toJson(false)).get("events")) {
      lines.add(JSON.writeValueAsString(event));
    }
    Files.writeString(FOLDER.resolve(name + ".json"), lines.toString());
  }
}
