package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.secret.SecretCipher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What attempts deliveries in this process: the batches of the event workflow and the single
 * deliveries of their own workflows share the sender, the recorder and what was seen of the
 * targets.
 */
public final class Deliveries {
  private final DirectDeliveries direct;
  private final DeliveryActivitiesImpl activities;

  /**
   * @param secrets opens what deliveries are signed by
   * @param threads runs the attempts of a batch side by side; must not bound them below 100
   * @param random from 0 (inclusive) to 1 (exclusive), for the jitter of retries
   */
  public Deliveries(
      Database database,
      ChannelRegistry channels,
      SecretCipher secrets,
      MeterRegistry metrics,
      Clock clock,
      Executor threads,
      DoubleSupplier random) {
    DeliveryLoader loader = new DeliveryLoader(database);
    OutcomeRecorder recorder = new OutcomeRecorder(database, clock);
    TargetHealth health = new TargetHealth();
    DeliverySender sender =
        new DeliverySender(
            channels,
            new ContractGate(new EventContracts(database)),
            new SigningKeys(database, secrets),
            health,
            new DeliveryMetrics(metrics),
            clock,
            random);
    this.direct =
        new DirectDeliveries(loader, sender, recorder, new DeliveryRefs(channels), health, threads);
    this.activities = new DeliveryActivitiesImpl(database, loader, sender, recorder, clock);
  }

  public DirectDeliveries direct() {
    return direct;
  }

  public DeliveryActivitiesImpl activities() {
    return activities;
  }
}
