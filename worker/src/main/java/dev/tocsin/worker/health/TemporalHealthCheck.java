package dev.tocsin.worker.health;

import com.codahale.metrics.health.HealthCheck;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/** Whether Temporal answers and has our namespace. */
public final class TemporalHealthCheck extends HealthCheck {
  private final WorkflowClient client;

  public TemporalHealthCheck(WorkflowClient client) {
    this.client = client;
  }

  @Override
  protected Result check() {
    try {
      client
          .getWorkflowServiceStubs()
          .blockingStub()
          .withDeadline(Deadline.after(2, TimeUnit.SECONDS))
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .build());
      return Result.healthy();
    } catch (StatusRuntimeException failed) {
      return Result.unhealthy("Temporal: %s", failed.getStatus().getCode());
    }
  }
}
