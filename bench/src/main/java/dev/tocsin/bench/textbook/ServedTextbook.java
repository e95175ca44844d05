package dev.tocsin.bench.textbook;

import dev.tocsin.bench.plain.PlainApplication;
import dev.tocsin.bench.system.ServedApp;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;

/**
 * API and worker in one process, as those of the Tocsin that it is compared with, with the same
 * limits: insert, start, 202.
 */
public final class ServedTextbook {
  private static final String QUEUE = "bench-textbook";
  private static final int CONNECTIONS = 20;
  private static final int WORKFLOW_TASKS = 100;
  private static final int ACTIVITIES = 500;
  private static final int CACHED_WORKFLOWS = 2_000;

  private ServedTextbook() {}

  /** Takes what {@code RunningTocsin.servers()} says as its environment. */
  public static void main(String[] arguments) throws Exception {
    ServedApp.run(() -> start(System.getenv()));
  }

  private static String start(Map<String, String> servers) throws Exception {
    Database database =
        Database.open(
            new DatabaseConfig(
                servers.getOrDefault("DATABASE_URL", ""),
                servers.getOrDefault("DATABASE_USER", ""),
                servers.getOrDefault("DATABASE_PASSWORD", ""),
                CONNECTIONS));
    TextbookTables tables = new TextbookTables(database);
    tables.create();
    WorkflowClient temporal =
        WorkflowClient.newInstance(
            WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(servers.get("TEMPORAL_ADDRESS"))
                    .build()),
            WorkflowClientOptions.newBuilder()
                .setNamespace(servers.get("TEMPORAL_NAMESPACE"))
                .build());
    work(temporal, new TextbookActivitiesImpl(tables, ACTIVITIES));
    return PlainApplication.start(
        event -> {
          tables.insert(event);
          startWorkflow(temporal, event);
        });
  }

  private static void work(WorkflowClient temporal, TextbookActivities activities) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            temporal,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setMaxWorkflowThreadCount(CACHED_WORKFLOWS + WORKFLOW_TASKS)
                .build());
    Worker worker =
        factory.newWorker(
            QUEUE,
            WorkerOptions.newBuilder()
                .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
                .setMaxConcurrentActivityExecutionSize(ACTIVITIES)
                .setDefaultDeadlockDetectionTimeout(10_000)
                .build());
    worker.registerWorkflowImplementationTypes(TextbookWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
    factory.start();
  }

  private static void startWorkflow(WorkflowClient temporal, Event event) {
    TextbookWorkflow workflow =
        temporal.newWorkflowStub(
            TextbookWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId("textbook:" + event.eventType() + ":" + event.eventId())
                .setTaskQueue(QUEUE)
                .build());
    WorkflowClient.start(
        workflow::process,
        new TextbookEvent(
            event.eventId(),
            event.tenant(),
            event.eventType(),
            event.severity().name(),
            event.title(),
            event.details().text()));
  }
}
