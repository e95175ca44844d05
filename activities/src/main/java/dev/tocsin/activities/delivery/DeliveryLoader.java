package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.email.EmailChannel;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.event.EventClaimDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.suppression.Suppression;
import dev.tocsin.store.suppression.SuppressionDao;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Reads deliveries with their events and subscriptions: three statements, however many they are,
 * and a fourth where any is a mail.
 */
final class DeliveryLoader {
  private final Database database;
  private final SubscriptionIndex index;

  DeliveryLoader(Database database, SubscriptionIndex index) {
    this.database = database;
    this.index = index;
  }

  /** Those of the deliveries that are still there, in no order. */
  List<LoadedDelivery> load(List<DeliveryKey> keys) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              List<Delivery> deliveries = DeliveryRecordDao.load(handle, keys);
              Map<String, Event> events =
                  EventClaimDao.load(
                          handle,
                          deliveries.stream()
                              .collect(
                                  Collectors.toMap(
                                      Delivery::eventId,
                                      delivery -> delivery.key().day(),
                                      (one, same) -> one)))
                      .stream()
                      .collect(Collectors.toMap(Event::eventId, Function.identity()));
              Map<String, Subscription> subscriptions =
                  subscriptions(
                      handle,
                      deliveries.stream()
                          .map(Delivery::subscriptionId)
                          .collect(Collectors.toSet()));
              Map<String, Suppression.Reason> suppressed =
                  SuppressionDao.ofTargets(
                      handle,
                      subscriptions.values().stream()
                          .filter(each -> each.channel().equals(EmailChannel.NAME))
                          .toList());
              List<LoadedDelivery> loaded = new ArrayList<>();
              for (Delivery delivery : deliveries) {
                Event event = events.get(delivery.eventId());
                Subscription subscription = subscriptions.get(delivery.subscriptionId());
                if (event != null && subscription != null) {
                  loaded.add(
                      new LoadedDelivery(
                          delivery,
                          event,
                          subscription,
                          suppressed.get(subscription.subscriptionId())));
                }
              }
              return loaded;
            });
  }

  /** As they are in the database now, though only those are read that memory has otherwise. */
  private Map<String, Subscription> subscriptions(Handle handle, Set<String> ids) {
    Map<String, Subscription> all = index.inForce(ids);
    Map<String, Long> known = new HashMap<>();
    ids.forEach(id -> known.put(id, SubscriptionDao.UNKNOWN));
    all.forEach((id, subscription) -> known.put(id, subscription.revision()));
    SubscriptionDao.findOthers(handle, known)
        .forEach(subscription -> all.put(subscription.subscriptionId(), subscription));
    return all;
  }
}
