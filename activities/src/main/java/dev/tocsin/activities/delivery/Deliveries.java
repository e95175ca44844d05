package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.activities.template.Templates;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.systemevent.SystemEventLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * What attempts deliveries in this process: the batches of the event workflow and the single
 * deliveries of their own workflows share the sender, the recorder and what was seen of the
 * targets.
 */
public final class Deliveries {
  private final DirectDeliveries direct;
  private final DeliveryActivitiesImpl activities;
  private final TargetActivitiesImpl targets;
  private final FanOutActivitiesImpl fanOuts;

  /**
   * @param subscriptions what this process has in memory of them
   * @param secrets opens what deliveries are signed by
   * @param watch what this process has seen of failing targets
   * @param systemEvents starts what Tocsin reports of its deliveries; never waits or throws
   * @param followUps tells Temporal what became of rows
   * @param handOver starts a workflow for a delivery, where it never had one
   * @param groupAttempts first attempts that events' own workflows make side by side
   * @param threads runs the attempts of a batch side by side; must not bound them below 100
   * @param random from 0 (inclusive) to 1 (exclusive), for the jitter of retries
   */
  public Deliveries(
      Database database,
      SubscriptionIndex subscriptions,
      ChannelRegistry channels,
      SecretCipher secrets,
      CircuitSettings circuits,
      TargetWatch watch,
      Consumer<Event> systemEvents,
      FollowUps followUps,
      Consumer<DeliveryRef> handOver,
      int groupAttempts,
      MeterRegistry metrics,
      Clock clock,
      Executor threads,
      DoubleSupplier random) {
    DeliveryLoader loader = new DeliveryLoader(database, subscriptions);
    DeliveryRefs refs = new DeliveryRefs(channels);
    SystemEventLog log = new SystemEventLog(refs::where, systemEvents);
    OutcomeRecorder recorder = new OutcomeRecorder(database, log, clock);
    TargetHealth health = new TargetHealth();
    WaitingDao waiting = new WaitingDao(database, log);
    DeliverySender sender =
        new DeliverySender(
            channels,
            new ContractGate(new EventContracts(database)),
            new Templates(database),
            new SigningKeys(database, secrets),
            health,
            watch,
            new DeliveryMetrics(metrics),
            clock,
            random);
    this.direct =
        new DirectDeliveries(
            loader,
            sender,
            recorder,
            refs,
            health,
            new OpeningCircuits(watch, waiting, clock),
            followUps,
            new AttemptSlots(groupAttempts),
            threads);
    this.fanOuts = new FanOutActivitiesImpl(database, direct, handOver, threads, clock);
    this.activities =
        new DeliveryActivitiesImpl(
            database, loader, sender, recorder, waiting, refs, followUps, clock);
    this.targets =
        new TargetActivitiesImpl(
            database,
            new CircuitDao(database, log),
            waiting,
            new WaitingDeliveries(
                waiting, loader, sender, recorder, refs, followUps, threads, clock),
            circuits,
            clock,
            random);
  }

  public DirectDeliveries direct() {
    return direct;
  }

  public DeliveryActivitiesImpl activities() {
    return activities;
  }

  public FanOutActivitiesImpl fanOuts() {
    return fanOuts;
  }

  public TargetActivitiesImpl targets() {
    return targets;
  }
}
