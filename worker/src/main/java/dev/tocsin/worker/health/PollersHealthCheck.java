package dev.tocsin.worker.health;

import com.codahale.metrics.health.HealthCheck;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/** Whether somebody polls a task queue for workflows, that is: whether a worker is there. */
public final class PollersHealthCheck extends HealthCheck {
  private final WorkflowClient client;
  private final String taskQueue;

  public PollersHealthCheck(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  @Override
  protected Result check() {
    try {
      int pollers =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadline(Deadline.after(2, TimeUnit.SECONDS))
              .describeTaskQueue(
                  DescribeTaskQueueRequest.newBuilder()
                      .setNamespace(client.getOptions().getNamespace())
                      .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                      .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                      .build())
              .getPollersCount();
      return pollers > 0
          ? Result.healthy("%d pollers of %s in the last minutes", pollers, taskQueue)
          : Result.unhealthy("Nobody polls %s: no worker is running", taskQueue);
    } catch (StatusRuntimeException failed) {
      return failed.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? Result.healthy("This Temporal cannot tell who polls")
          : Result.unhealthy("Temporal: %s", failed.getStatus().getCode());
    }
  }
}
