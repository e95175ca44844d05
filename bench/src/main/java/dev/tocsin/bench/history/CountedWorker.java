package dev.tocsin.bench.history;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.activities.channel.standard.ChannelSettings;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.BenchHome;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.Workers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What carries groups of events, in this process, so that its statements can be counted; on a
 * Temporal and a PostgreSQL of its own. Deliveries' own workflows are started and never run: what
 * they do would be counted too.
 */
public final class CountedWorker implements AutoCloseable {
  /** Instead of a process and a machine, whose names are of any length. */
  private static final String IDENTITY = "tocsin";

  private static final int CONNECTIONS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  final Database database;
  final WorkflowClient client;
  final SecretCipher secrets = new SecretCipher(SecretKeys.parse(SecretKeys.newKey("bench")));
  final StatementCount counted;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final LocalServers servers;
  private final WorkflowServiceStubs stubs;
  private final Engine engine;
  private final Workers workers;

  private CountedWorker(LocalServers servers, Path folder) {
    this.servers = servers;
    this.database =
        Database.open(
            new DatabaseConfig(
                servers.postgres().jdbcUrl(),
                servers.postgres().user(),
                servers.postgres().password(),
                CONNECTIONS));
    database.migrate();
    new PartitionDao(database, RetentionConfig.DEFAULT).makeAhead(Instant.now());
    counted = StatementCount.of(database.jdbi());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(servers.temporal().address())
                .build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(servers.temporal().namespace())
                .setIdentity(IDENTITY)
                .build());
    engine =
        new Engine(
            database,
            channels(folder),
            secrets,
            RetentionConfig.DEFAULT,
            CircuitSettings.DEFAULT,
            WorkerLimits.DEFAULT,
            client,
            metrics,
            Clock.systemUTC());
    engine.start();
    workers = new Workers(client, WorkerLimits.DEFAULT, List.of());
    workers.hostEvents(engine.eventActivities());
    workers.start();
  }

  /** Starts it, with its state in that folder. */
  public static CountedWorker start(Path folder) {
    Map<String, String> environment = BenchHome.environment(folder);
    LocalServers servers = LocalServers.start(environment, line -> {});
    try {
      return new CountedWorker(servers, folder);
    } catch (RuntimeException failed) {
      servers.close();
      throw failed;
    }
  }

  private static ChannelRegistry channels(Path folder) {
    return StandardChannels.of(
        new ChannelSettings(
            "bench",
            new TargetGuard(PrivateTargets.ALLOW),
            OutboundHttp.DEFAULT_PERMANENT_STATUSES,
            "tocsin@example.com",
            folder.resolve("outbox"),
            new SesSettings(null, null)));
  }

  /** Until so many subscriptions are known to it: it looks at none while it is counted. */
  void awaitSubscriptions(int number) throws Exception {
    Gauge known = metrics.get("tocsin.subscriptions").gauge();
    if (!Wait.until(LONGEST_WAIT, () -> known.value() == number)) {
      throw new BenchException(
          "Of %d subscriptions %.0f are known".formatted(number, known.value()));
    }
  }

  /** Of what is measured. */
  Map<String, String> versions() {
    return Map.of("tocsin", System.getProperty("tocsin.commit", "unknown"));
  }

  @Override
  public void close() {
    workers.close();
    engine.close();
    stubs.shutdownNow();
    stubs.awaitTermination(2, TimeUnit.SECONDS);
    database.close();
    servers.close();
  }
}
