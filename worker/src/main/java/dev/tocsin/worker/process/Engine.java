package dev.tocsin.worker.process;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.circuit.TargetWorkflows;
import dev.tocsin.activities.circuit.TemporalFollowUps;
import dev.tocsin.activities.deadletter.DeadLetterActivitiesImpl;
import dev.tocsin.activities.delivery.Deliveries;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.activities.event.EventActivitiesImpl;
import dev.tocsin.activities.event.SystemEventStarts;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.activities.recovery.Recovery;
import dev.tocsin.activities.recovery.RecoveryActivitiesImpl;
import dev.tocsin.contract.circuit.TargetActivities;
import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.recovery.RecoveryActivities;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.store.secret.SecretCipher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** What does the work in a process that hosts workers: matching and delivering. */
public final class Engine implements AutoCloseable {
  private final SubscriptionIndex subscriptions;
  private final ExecutorService threads;
  private final TargetWorkflows targets;
  private final TemporalFollowUps followUps;
  private final SystemEventStarts systemEvents;
  private final Deliveries deliveries;
  private final EventActivities eventActivities;
  private final DeadLetterActivities deadLetterActivities;
  private final RecoveryActivities recoveryActivities;

  public Engine(
      Database database,
      ChannelRegistry channels,
      SecretCipher secrets,
      RetentionConfig retention,
      CircuitSettings circuits,
      WorkflowClient client,
      MeterRegistry metrics,
      Clock clock) {
    this.subscriptions = new SubscriptionIndex(database);
    // Unbounded: how many attempts run at once is bounded by the workers' slots.
    this.threads = Executors.newCachedThreadPool();
    this.targets = new TargetWorkflows(client);
    this.followUps = new TemporalFollowUps(client, new LimitedDao(database), clock);
    this.systemEvents = new SystemEventStarts(client, database);
    this.deliveries =
        new Deliveries(
            database,
            channels,
            secrets,
            circuits,
            new TargetWatch(circuits, targets),
            followUps,
            systemEvents,
            metrics,
            clock,
            threads,
            () -> ThreadLocalRandom.current().nextDouble());
    this.eventActivities =
        new EventActivitiesImpl(database, subscriptions, deliveries.direct(), metrics, clock);
    this.deadLetterActivities =
        new DeadLetterActivitiesImpl(database, new DeliveryRefs(channels), client, clock);
    this.recoveryActivities =
        new RecoveryActivitiesImpl(
            new Recovery(database, new DeliveryRefs(channels), client),
            new PartitionDao(database, retention),
            metrics,
            clock);
    Gauge.builder("tocsin.subscriptions", subscriptions, SubscriptionIndex::size)
        .description("Subscriptions in force in this process's memory")
        .register(metrics);
  }

  /** Loads the subscriptions and follows them from now on. */
  public void start() {
    subscriptions.start();
  }

  public EventActivities eventActivities() {
    return eventActivities;
  }

  public DeliveryActivities deliveryActivities() {
    return deliveries.activities();
  }

  public DeadLetterActivities deadLetterActivities() {
    return deadLetterActivities;
  }

  public TargetActivities targetActivities() {
    return deliveries.targets();
  }

  public RecoveryActivities recoveryActivities() {
    return recoveryActivities;
  }

  /** After the workers that use it. */
  @Override
  public void close() {
    subscriptions.close();
    targets.close();
    followUps.close();
    systemEvents.close();
    threads.shutdown();
  }
}
