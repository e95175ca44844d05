package dev.tocsin.worker.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A worker that was started without a key delays what is encrypted with it, and loses nothing. */
class LackingKeyIT {
  private static final String QUEUE = "echo";
  private static final HistoryKeys KEYS =
      HistoryKeys.parse("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

  /** Answers what it was given. */
  @WorkflowInterface
  public interface Echo {
    @WorkflowMethod
    String echo(String text);
  }

  /** As simple as that. */
  public static final class EchoImpl implements Echo {
    @Override
    public String echo(String text) {
      return text;
    }
  }

  @Test
  void theTaskIsRepeatedUntilAWorkerHasTheKey() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      WorkflowStub workflow =
          client(temporal, KEYS)
              .newUntypedWorkflowStub(
                  "Echo", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
      String id = workflow.start("planted-secret").getWorkflowId();

      WorkerFactory without = worker(client(temporal, HistoryKeys.NONE));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> failedTasks(temporal, id).contains("\"k1\", which is not in"));
      without.shutdownNow();
      without.awaitTermination(10, TimeUnit.SECONDS);

      WorkerFactory with = worker(client(temporal, KEYS));
      assertThat(workflow.getResult(String.class)).isEqualTo("planted-secret");
      with.shutdownNow();
    }
  }

  private static WorkflowClient client(TestWorkflowEnvironment temporal, HistoryKeys keys) {
    return WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder()
            .setNamespace(temporal.getNamespace())
            .setDataConverter(HistoryCodec.converter(keys))
            .build());
  }

  private static WorkerFactory worker(WorkflowClient client) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(EchoImpl.class);
    factory.start();
    return factory;
  }

  private static String failedTasks(TestWorkflowEnvironment temporal, String id) {
    return client(temporal, KEYS).fetchHistory(id).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
        .map(HistoryEvent::toString)
        .reduce("", String::concat)
        .replace("\\\"", "\"");
  }
}
