package dev.tocsin.bench.system;

import com.google.protobuf.ByteString;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.TimeUnit;

/** Looks into the Temporal of what is measured. */
public final class Workflows implements AutoCloseable {
  private static final int PAGE = 1_000;

  private final WorkflowServiceStubs stubs;
  private final String namespace;

  Workflows(SystemAddress address) {
    this.namespace = address.namespace();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address.temporal()).build());
  }

  /** How many there are or were. A run that continued as new counts once more. */
  public long count(String query) {
    return stubs
        .blockingStub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace(namespace)
                .setQuery(query)
                .build())
        .getCount();
  }

  /** The events in the histories of all that are closed. */
  public long historyEvents(String query) {
    long events = 0;
    ByteString page = ByteString.EMPTY;
    do {
      ListWorkflowExecutionsResponse answer =
          stubs
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(query)
                      .setPageSize(PAGE)
                      .setNextPageToken(page)
                      .build());
      events +=
          answer.getExecutionsList().stream()
              .mapToLong(WorkflowExecutionInfo::getHistoryLength)
              .sum();
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
    return events;
  }

  String serverVersion() {
    return stubs
        .blockingStub()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
  }

  @Override
  public void close() {
    stubs.shutdown();
    try {
      stubs.awaitTermination(2, TimeUnit.SECONDS);
    } finally {
      stubs.shutdownNow();
    }
  }
}
