package dev.tocsin.worker.process;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.circuit.TargetWorkflows;
import dev.tocsin.activities.circuit.TemporalFollowUps;
import dev.tocsin.activities.deadletter.DeadLetterActivitiesImpl;
import dev.tocsin.activities.delivery.Deliveries;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.activities.delivery.HandOvers;
import dev.tocsin.activities.event.EventActivitiesImpl;
import dev.tocsin.activities.event.SystemEventStarts;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.activities.recovery.Recovery;
import dev.tocsin.activities.recovery.RecoveryActivitiesImpl;
import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.fanout.FanOutActivities;
import dev.tocsin.contract.recovery.RecoveryActivities;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.worker.temporal.Workers;
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
  private final SystemEventStarts systemEvents;
  private final TemporalFollowUps followUps;
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
      WorkerLimits limits,
      WorkflowClient client,
      MeterRegistry metrics,
      Clock clock) {
    this.subscriptions = new SubscriptionIndex(database);
    // Unbounded: how many attempts run at once is bounded by slots. Whoever begins
    // attempts must not make one itself, as it has to send heartbeats meanwhile.
    this.threads = Executors.newCachedThreadPool();
    this.targets = new TargetWorkflows(client);
    this.systemEvents = new SystemEventStarts(client, database);
    this.followUps = new TemporalFollowUps(client, new LimitedDao(database), clock);
    this.deliveries =
        new Deliveries(
            database,
            subscriptions,
            channels,
            secrets,
            circuits,
            new TargetWatch(circuits, targets),
            systemEvents,
            followUps,
            new HandOvers(client)::start,
            limits.groupAttempts(),
            metrics,
            clock,
            threads,
            () -> ThreadLocalRandom.current().nextDouble());
    this.eventActivities =
        new EventActivitiesImpl(
            database, subscriptions, deliveries.direct(), limits.groupDeliveries(), metrics, clock);
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

  /** Lets them host the workflows of events. */
  public void hostEvents(Workers workers) {
    workers.hostEvents(eventActivities);
  }

  /** Lets them host the workflows of events and all others. */
  public void hostAll(Workers workers) {
    hostEvents(workers);
    workers.hostDeliveries(
        deliveries.activities(),
        deliveries.fanOuts(),
        deadLetterActivities,
        deliveries.targets(),
        recoveryActivities);
  }

  public EventActivities eventActivities() {
    return eventActivities;
  }

  public DeliveryActivities deliveryActivities() {
    return deliveries.activities();
  }

  public FanOutActivities fanOutActivities() {
    return deliveries.fanOuts();
  }

  public RecoveryActivities recoveryActivities() {
    return recoveryActivities;
  }

  /** After the workers that use it. */
  @Override
  public void close() {
    subscriptions.close();
    targets.close();
    systemEvents.close();
    followUps.close();
    threads.shutdown();
  }
}
