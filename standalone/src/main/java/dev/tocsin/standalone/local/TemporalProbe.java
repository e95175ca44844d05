package dev.tocsin.standalone.local;

import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server whether it is ready, and readies its namespace. Over a bare channel: the SDK's
 * stubs would retry behind our back.
 */
final class TemporalProbe implements AutoCloseable {
  private static final long CALL_SECONDS = 5;
  private static final Duration REGISTERED_LIMIT = Duration.ofSeconds(30);

  private final ManagedChannel channel;
  private final String namespace;
  private volatile String lastProblem = "not asked yet";

  TemporalProbe(String address, String namespace) {
    this.channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    this.namespace = namespace;
  }

  /** Whether it answers and has the namespace. */
  boolean isReady() {
    try {
      WorkflowServiceGrpc.WorkflowServiceBlockingStub service =
          WorkflowServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
      service.getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      service.describeNamespace(
          DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return true;
    } catch (StatusRuntimeException e) {
      lastProblem = e.getStatus().getCode() + ": " + e.getStatus().getDescription();
      channel.resetConnectBackoff(); // a server that just started is not to be met a second late
      return false;
    }
  }

  String lastProblem() {
    return lastProblem;
  }

  /**
   * Registers those of Tocsin's search attributes that are missing, and waits until the server
   * shows them all: a start that names an unknown one is refused.
   */
  void registerSearchAttributes() {
    try {
      Optional<Set<String>> registered = registered();
      Map<String, IndexedValueType> missing = new TreeMap<>(TocsinSearchAttributes.registrations());
      missing.keySet().removeAll(registered.orElse(Set.of()));
      missing.forEach(this::register);
      if (registered.isPresent() && !Patience.until(REGISTERED_LIMIT, this::hasThemAll)) {
        throw new LocalServerException(
            "The search attributes do not appear in namespace '%s'.".formatted(namespace));
      }
    } catch (StatusRuntimeException e) {
      throw new LocalServerException(
          "Cannot register the search attributes in namespace '%s': %s: %s"
              .formatted(namespace, e.getStatus().getCode(), e.getStatus().getDescription()),
          e);
    }
  }

  private void register(String name, IndexedValueType type) {
    try {
      operator()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(name, type)
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) { // another Tocsin was faster
        throw e;
      }
    }
  }

  private boolean hasThemAll() {
    return registered()
        .orElse(Set.of())
        .containsAll(TocsinSearchAttributes.registrations().keySet());
  }

  /** Empty for the test server in memory, which takes registrations and cannot list them. */
  private Optional<Set<String>> registered() {
    try {
      return Optional.of(
          operator()
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap()
              .keySet());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private OperatorServiceGrpc.OperatorServiceBlockingStub operator() {
    return OperatorServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL_SECONDS * 4, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
