package dev.tocsin.worker.temporal;

import com.uber.m3.tally.Scope;
import dev.tocsin.worker.config.TemporalConfig;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A connection to Temporal, made at its first use, so that a process can start while it is away.
 */
public final class TemporalConnection implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) {
    this.stubs = stubs;
    this.client = client;
  }

  /**
   * @param keys what payloads are encrypted with, on their way out, and decrypted
   */
  public static TemporalConnection open(TemporalConfig config, HistoryKeys keys, Scope metrics) {
    ClientConfigProfile profile;
    try {
      profile = ClientConfigProfile.load();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Temporal's configuration file", unreadable);
    }
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                .setTarget(config.address())
                .setMetricsScope(metrics)
                .build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(config.namespace())
                .setDataConverter(HistoryCodec.converter(keys))
                .build());
    return new TemporalConnection(stubs, client);
  }

  public WorkflowClient client() {
    return client;
  }

  /** After the workers: a worker without a connection tries again for minutes. */
  @Override
  public void close() {
    stubs.shutdown();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}
