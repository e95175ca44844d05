package dev.tocsin.activities.event;

import dev.tocsin.activities.delivery.DirectDeliveries;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.event.MatchedGroup;
import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.Held;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseFailure;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.NewDelivery;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventClaimDao;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Claims and matches in one transaction; delivers through {@link DirectDeliveries}. */
public final class EventActivitiesImpl implements EventActivities {
  private static final int INSERTED_AT_ONCE = 5_000;

  /** Then it splits, so that one event that cannot be matched does not hold the others. */
  private static final int ATTEMPTS_OF_A_GROUP = 5;

  private final Database database;
  private final SubscriptionIndex subscriptions;
  private final DirectDeliveries deliveries;
  private final int mostDeliveries;
  private final Clock clock;
  private final Timer matching;

  /**
   * @param mostDeliveries of one group that its workflow makes; an event whose deliveries do not
   *     fit in gets a {@code FanOutWorkflow}
   */
  public EventActivitiesImpl(
      Database database,
      SubscriptionIndex subscriptions,
      DirectDeliveries deliveries,
      int mostDeliveries,
      MeterRegistry metrics,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.mostDeliveries = mostDeliveries;
    this.clock = clock;
    this.matching =
        Timer.builder("tocsin.match")
            .description("Matching one event against the subscriptions in memory")
            .register(metrics);
  }

  @Override
  public MatchedGroup match(EventGroup group) {
    try {
      return matchAll(group);
    } catch (RuntimeException failed) {
      if (group.events().size() > 1
          && Activity.getExecutionContext().getInfo().getAttempt() >= ATTEMPTS_OF_A_GROUP
          && mayBeOneEvents(failed)) {
        throw ApplicationFailure.newNonRetryableFailureWithCause(
            "The group could not be matched as a whole", "OneOfMany", failed);
      }
      throw failed;
    }
  }

  /** Not where PostgreSQL is away: that lets no event through, and passes. */
  static boolean mayBeOneEvents(RuntimeException failure) {
    return switch (DatabaseFailure.of(failure)) {
      case NOTHING_WRITTEN, OUTCOME_UNKNOWN -> false;
      case BAD_DATA, DEFECT -> true;
    };
  }

  private MatchedGroup matchAll(EventGroup group) {
    subscriptions.catchUpTo(group.subscriptionRevision());
    Recorded recorded = database.jdbi().inTransaction(handle -> claimAndMatch(handle, group));
    recorded.asleep().forEach(deliveries::wake);
    List<DeliveryKey> direct = new ArrayList<>();
    List<DeliveryRef> handOver = new ArrayList<>();
    for (Delivery delivery : recorded.deliveries()) {
      if (delivery.status() == DeliveryStatus.PENDING
          && deliveries.takes(delivery.subscriptionId())) {
        direct.add(delivery.key());
      } else if (delivery.status().isOpen() || delivery.status() == DeliveryStatus.DEAD) {
        handOver.add(deliveries.ref(delivery));
      }
    }
    return new MatchedGroup(direct, handOver, recorded.fanOuts());
  }

  @Override
  public List<DeliveryRef> deliver(List<DeliveryKey> batch) {
    return deliveries.deliver(batch);
  }

  /**
   * What the database holds now.
   *
   * @param deliveries that the group's workflow makes
   * @param fanOuts events that have too many
   * @param asleep subscriptions whose targets' workflows are to be woken after the commit
   */
  private record Recorded(
      List<Delivery> deliveries, List<FanOutRun> fanOuts, Collection<Subscription> asleep) {}

  private Recorded claimAndMatch(Handle handle, EventGroup group) {
    Instant now = clock.instant();
    List<Event> fresh = new ArrayList<>();
    List<AcceptedEvent> claimedBefore = new ArrayList<>();
    for (AcceptedEvent accepted : EventClaimDao.lock(handle, group)) {
      if (accepted.workflowId() == null) {
        fresh.add(accepted.event());
      } else {
        claimedBefore.add(accepted);
      }
    }
    Audiences audiences = new Audiences(mostDeliveries, group.events().size());
    List<NewDelivery> matches = new ArrayList<>();
    Map<String, Subscription> asleep = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Event event : fresh) {
      List<Subscription> matched = matching.record(() -> subscriptions.match(event));
      counts.put(event.eventId(), matched.size());
      if (audiences.takes(event, matched.size())) {
        matched.forEach(subscription -> matches.add(new NewDelivery(event, subscription)));
      } else {
        insertMany(handle, event, matched, now, asleep);
      }
    }
    Held held = DeliveryRecordDao.insert(handle, matches, now);
    note(asleep, matches, held);
    EventClaimDao.markProcessed(handle, group.workflowId(), fresh, counts, now);
    List<Delivery> recorded = new ArrayList<>();
    for (NewDelivery match : matches) {
      Delivery pending = match.asPending(now);
      recorded.add(
          held.deliveries().contains(pending.deliveryId())
              ? pending.withStatus(DeliveryStatus.WAITING)
              : pending);
    }
    List<Event> again =
        claimedBefore.stream()
            .filter(accepted -> audiences.takes(accepted.event(), accepted.unsent()))
            .map(AcceptedEvent::event)
            .toList();
    recorded.addAll(DeliveryRecordDao.ofEvents(handle, again));
    return new Recorded(recorded, audiences.tooLarge(), asleep.values());
  }

  /** Part by part, so that the memory that it takes does not grow with the audience. */
  private static void insertMany(
      Handle handle,
      Event event,
      List<Subscription> matched,
      Instant now,
      Map<String, Subscription> asleep) {
    for (int from = 0; from < matched.size(); from += INSERTED_AT_ONCE) {
      List<NewDelivery> part =
          matched.subList(from, Math.min(from + INSERTED_AT_ONCE, matched.size())).stream()
              .map(subscription -> new NewDelivery(event, subscription))
              .toList();
      note(asleep, part, DeliveryRecordDao.insert(handle, part, now));
    }
  }

  private static void note(Map<String, Subscription> asleep, List<NewDelivery> matches, Held held) {
    if (held.asleep().isEmpty()) {
      return;
    }
    for (NewDelivery match : matches) {
      Subscription subscription = match.subscription();
      if (held.asleep().contains(subscription.subscriptionId())) {
        asleep.put(subscription.subscriptionId(), subscription);
      }
    }
  }
}
