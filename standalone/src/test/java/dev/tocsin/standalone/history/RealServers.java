package dev.tocsin.standalone.history;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.activities.channel.standard.ChannelSettings;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.activities.recovery.Recovery;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.standalone.local.LocalTemporal;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.Workers;
import dev.tocsin.workflows.event.EventWorkflowImpl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker's parts as they ship, on a Temporal dev server and a PostgreSQL of their own. */
final class RealServers implements AutoCloseable {
  /** Instead of the process and machine, which are nobody's business in a recorded history. */
  static final String IDENTITY = "tocsin";

  /** With room for fewer deliveries of a group, so that a large audience is soon there. */
  private static final WorkerLimits LIMITS = new WorkerLimits(100, 200, 150, 512, 500, 2_000, 75);

  final TestDatabase postgres = TestDatabase.create();
  final WorkflowClient client;
  private final LocalTemporal temporal;
  private final WorkflowServiceStubs stubs;
  private final ChannelRegistry channels;
  private final Engine engine;
  private AutoCloseable workers;

  RealServers(Path folder) {
    temporal =
        LocalTemporal.start(
            environment(), new TocsinHome(folder.resolve("temporal-home")), line -> {});
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(temporal.namespace())
                .setIdentity(IDENTITY)
                .build());
    channels =
        StandardChannels.of(
            new ChannelSettings(
                "test",
                new TargetGuard(PrivateTargets.ALLOW),
                OutboundHttp.DEFAULT_PERMANENT_STATUSES,
                "tocsin@example.com",
                folder.resolve("outbox"),
                new SesSettings(null, null)));
    engine =
        new Engine(
            postgres.database(),
            channels,
            TestSecrets.cipher(),
            RetentionConfig.DEFAULT,
            // Three days of probes would be long to wait for.
            new CircuitSettings(
                3, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofDays(5)),
            LIMITS,
            client,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    engine.start();
    workers = shipped();
  }

  /** Ends the workers, and starts those that ship. */
  void restartWorkers() throws Exception {
    workers.close();
    workers = shipped();
  }

  /** Ends the workers, and starts some whose workflow of deliveries is this one. */
  void restartWorkers(Class<? extends DeliveryWorkflow> changed) throws Exception {
    workers.close();
    WorkerFactory factory = WorkerFactory.newInstance(client);
    WorkerOptions options =
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build();
    Worker events = factory.newWorker(TaskQueues.EVENTS, options);
    events.registerWorkflowImplementationTypes(EventWorkflowImpl.class);
    events.registerActivitiesImplementations(engine.eventActivities());
    Worker deliveries = factory.newWorker(TaskQueues.DELIVERIES, options);
    deliveries.registerWorkflowImplementationTypes(changed);
    deliveries.registerActivitiesImplementations(engine.deliveryActivities());
    factory.start();
    workers =
        () -> {
          factory.shutdown();
          factory.awaitTermination(LIMITS.drainSeconds(), TimeUnit.SECONDS);
        };
  }

  /** What an operator's order to recover does. */
  Recovery recovery() {
    return new Recovery(postgres.database(), new DeliveryRefs(channels), client);
  }

  private Workers shipped() {
    Workers workers = new Workers(client, LIMITS, List.of());
    engine.hostAll(workers);
    workers.start();
    return workers;
  }

  @Override
  public void close() throws Exception {
    workers.close();
    engine.close();
    stubs.shutdownNow();
    temporal.close();
    postgres.close();
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("PATH", "HOME", "XDG_CACHE_HOME")) {
      if (System.getenv(name) != null) {
        environment.put(name, System.getenv(name));
      }
    }
    environment.put("TOCSIN_TEMPORAL", "cli");
    environment.put("TEMPORAL_PORT", "0");
    environment.put("TEMPORAL_UI_PORT", "off");
    return environment;
  }
}
