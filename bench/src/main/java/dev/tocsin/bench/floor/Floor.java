package dev.tocsin.bench.floor;

import dev.tocsin.bench.load.Step;
import dev.tocsin.bench.system.RunningTocsin;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/**
 * Empty workflows on the Temporal of a Tocsin that rests meanwhile. Their worker is in this
 * process, beside the client: eager starts need that.
 */
public final class Floor implements AutoCloseable {
  private static final String QUEUE = "bench-floor";

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;

  public Floor(RunningTocsin tocsin) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(tocsin.temporalAddress()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setNamespace(tocsin.temporalNamespace()).build());
    workers = WorkerFactory.newInstance(client);
    workers.newWorker(QUEUE).registerWorkflowImplementationTypes(EmptyWorkflowImpl.class);
    workers.start();
  }

  /**
   * A workflow from start to completion, as whoever waits for the result sees it.
   *
   * @param eager whether the first task comes back in the answer to the start
   */
  public Step step(boolean eager) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setDisableEagerExecution(!eager).build();
    return number -> {
      client.newWorkflowStub(EmptyWorkflow.class, options).run();
      return true;
    };
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(5, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}
