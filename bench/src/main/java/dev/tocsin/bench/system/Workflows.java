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
  private static final int PAGE = 500;

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

  /** The history events of the longest one; 0 where there is none. Of those that are closed. */
  public long longestHistory(String query) {
    long longest = 0;
    ByteString page = ByteString.EMPTY;
    do {
      ListWorkflowExecutionsResponse found =
          stubs
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setQuery(query)
                      .setPageSize(PAGE)
                      .setNextPageToken(page)
                      .build());
      for (WorkflowExecutionInfo each : found.getExecutionsList()) {
        longest = Math.max(longest, each.getHistoryLength());
      }
      page = found.getNextPageToken();
    } while (!page.isEmpty());
    return longest;
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
