package dev.tocsin.activities.event;

import dev.tocsin.activities.delivery.DirectDeliveries;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.event.MatchedGroup;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.Held;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.NewDelivery;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventClaimDao;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Claims and matches in one transaction; delivers through {@link DirectDeliveries}. */
public final class EventActivitiesImpl implements EventActivities {
  private final Database database;
  private final SubscriptionIndex subscriptions;
  private final DirectDeliveries deliveries;
  private final Clock clock;
  private final Timer matching;

  public EventActivitiesImpl(
      Database database,
      SubscriptionIndex subscriptions,
      DirectDeliveries deliveries,
      MeterRegistry metrics,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.clock = clock;
    this.matching =
        Timer.builder("tocsin.match")
            .description("Matching one event against the subscriptions in memory")
            .register(metrics);
  }

  @Override
  public MatchedGroup match(EventGroup group) {
    subscriptions.catchUpTo(group.subscriptionRevision());
    Matched matched = database.jdbi().inTransaction(handle -> claimAndMatch(handle, group));
    matched.asleep().forEach(deliveries::wake);
    List<DeliveryKey> direct = new ArrayList<>();
    List<DeliveryRef> handOver = new ArrayList<>();
    for (Delivery delivery : matched.deliveries()) {
      if (delivery.status() == DeliveryStatus.PENDING
          && deliveries.takes(delivery.subscriptionId())) {
        direct.add(delivery.key());
      } else if (delivery.status().isOpen() || delivery.status() == DeliveryStatus.DEAD) {
        handOver.add(deliveries.ref(delivery));
      }
    }
    return new MatchedGroup(direct, handOver);
  }

  @Override
  public List<DeliveryRef> deliver(List<DeliveryKey> batch) {
    return deliveries.deliver(batch);
  }

  /**
   * @param asleep subscriptions whose targets' workflows are to be woken after the commit
   */
  private record Matched(List<Delivery> deliveries, List<Subscription> asleep) {}

  private Matched claimAndMatch(Handle handle, EventGroup group) {
    Instant now = clock.instant();
    List<Event> fresh = new ArrayList<>();
    List<Event> claimedBefore = new ArrayList<>();
    for (AcceptedEvent accepted : EventClaimDao.lock(handle, group)) {
      (accepted.workflowId() == null ? fresh : claimedBefore).add(accepted.event());
    }
    List<NewDelivery> matches = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Event event : fresh) {
      List<Subscription> matched = matching.record(() -> subscriptions.match(event));
      matched.forEach(subscription -> matches.add(new NewDelivery(event, subscription)));
      counts.put(event.eventId(), matched.size());
    }
    Held held = DeliveryRecordDao.insert(handle, matches, now);
    EventClaimDao.markProcessed(handle, group.workflowId(), fresh, counts, now);
    List<Delivery> recorded = new ArrayList<>();
    for (NewDelivery match : matches) {
      Delivery pending = match.asPending(now);
      recorded.add(
          held.deliveries().contains(pending.deliveryId())
              ? pending.withStatus(DeliveryStatus.WAITING)
              : pending);
    }
    recorded.addAll(DeliveryRecordDao.ofEvents(handle, claimedBefore));
    return new Matched(recorded, asleep(matches, held));
  }

  private static List<Subscription> asleep(List<NewDelivery> matches, Held held) {
    if (held.asleep().isEmpty()) {
      return List.of();
    }
    Map<String, Subscription> asleep = new HashMap<>();
    for (NewDelivery match : matches) {
      Subscription subscription = match.subscription();
      if (held.asleep().contains(subscription.subscriptionId())) {
        asleep.put(subscription.subscriptionId(), subscription);
      }
    }
    return List.copyOf(asleep.values());
  }
}
