package dev.tocsin.standalone.neighbours;

import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.activities.channel.standard.ChannelSettings;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.standalone.local.LocalTemporal;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.Workers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Temporal dev server and a PostgreSQL, on which work can pile up before a worker comes: what
 * goes first is then Temporal's choice, and no race.
 */
final class Town implements AutoCloseable {
  final TestDatabase postgres = TestDatabase.create();
  private final Path folder;
  private final LocalTemporal temporal;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient publisher;
  private final List<Event> started = new ArrayList<>();

  Town(Path folder) {
    this.folder = folder;
    temporal =
        LocalTemporal.start(
            environment(), new TocsinHome(folder.resolve("temporal-home")), line -> {});
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    publisher = WorkflowClient.newInstance(stubs);
  }

  Subscription subscribe(String tenant, String type, String url, Integer timeoutSeconds) {
    postgres
        .database()
        .jdbi()
        .useHandle(h -> h.execute("INSERT INTO tenant VALUES (?) ON CONFLICT DO NOTHING", tenant));
    Instant now = now();
    return new SubscriptionDao(postgres.database())
        .insert(
            Subscription.builder(Identity.newSubscriptionId(now), tenant, now)
                .eventType(type)
                .to("WEBHOOK", url)
                .timeoutSeconds(timeoutSeconds)
                .build());
  }

  /** Makes an event durable and starts its workflow, as the door does. */
  Event publish(String tenant, String type, Severity severity) {
    Instant now = now();
    Event event =
        new Event(
            Identity.newEventId(now),
            tenant,
            "",
            type,
            type,
            severity,
            "A title",
            now,
            now,
            JsonText.EMPTY_OBJECT,
            null,
            null,
            JsonText.EMPTY_OBJECT);
    new EventDoorDao(postgres.database()).insertNew(List.of(new NewEvent(event, new byte[32])));
    EventGroup group = EventStart.single(event.ref(), Long.MAX_VALUE);
    WorkflowClient.start(
        publisher.newWorkflowStub(EventWorkflow.class, EventStart.options(group))::process, group);
    started.add(event);
    return event;
  }

  /** A worker comes. Closing it ends what is left for it, so that the next begins with nothing. */
  AutoCloseable worker(WorkerLimits limits) {
    // Of its own, so that what was published waits in Temporal and is not handed over past it.
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    Engine engine =
        new Engine(
            postgres.database(),
            StandardChannels.of(
                new ChannelSettings(
                    "test",
                    new TargetGuard(PrivateTargets.ALLOW),
                    OutboundHttp.DEFAULT_PERMANENT_STATUSES,
                    "tocsin@example.com",
                    folder.resolve("outbox"),
                    new SesSettings(null, null))),
            TestSecrets.cipher(),
            RetentionConfig.DEFAULT,
            CircuitSettings.DEFAULT,
            limits,
            client,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    engine.start();
    Workers workers = new Workers(client, limits, List.of());
    engine.hostAll(workers);
    workers.start();
    return () -> {
      endAll();
      workers.close();
      engine.close();
    };
  }

  private void endAll() {
    for (Event event : started) {
      try {
        publisher
            .newUntypedWorkflowStub(WorkflowIds.event(event.eventId()))
            .terminate("The test is over");
      } catch (WorkflowNotFoundException over) {
        // It is complete.
      }
    }
    started.clear();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    temporal.close();
    postgres.close();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
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
