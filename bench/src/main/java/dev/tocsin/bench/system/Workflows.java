package dev.tocsin.bench.system;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

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

  /** The history events of the longest one; 0 where there is none. Of those that are closed. */
  public long longestHistory(String query) {
    return historyLengths(query).max().orElse(0);
  }

  /** The events in the histories of all that are closed. */
  public long historyEvents(String query) {
    return historyLengths(query).sum();
  }

  private LongStream historyLengths(String query) {
    LongStream.Builder lengths = LongStream.builder();
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
      answer.getExecutionsList().forEach(each -> lengths.add(each.getHistoryLength()));
      page = answer.getNextPageToken();
    } while (!page.isEmpty());
    return lengths.build();
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
