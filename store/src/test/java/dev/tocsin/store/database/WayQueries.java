package dev.tocsin.store.database;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;

import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.store.Samples;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.circuit.WaitingDao.PutBack;
import dev.tocsin.store.delivery.AudienceDao;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.DeliveryRecoveryDao;
import dev.tocsin.store.event.EventClaimDao;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every event and every attempt asks of the partitions of its day, for a group of a hundred
 * and for one, and what recovery looks for in them.
 */
final class WayQueries {
  private WayQueries() {}

  /** Each by the name of what it asks. */
  static Map<String, Runnable> of(Database store, List<Event> events, List<DeliveryKey> keys) {
    Map<String, Runnable> asked = new LinkedHashMap<>();
    ofEvents(asked, store, events);
    ofDeliveries(asked, store, events.get(0), keys);
    ofWaiting(asked, store, keys);
    ofRecovery(asked, store, events);
    return asked;
  }

  private static void ofEvents(Map<String, Runnable> asked, Database store, List<Event> events) {
    Map<String, LocalDate> days =
        events.stream().collect(Collectors.toMap(Event::eventId, Event::day));
    Map<String, Integer> ones =
        events.stream().collect(Collectors.toMap(Event::eventId, event -> 1));
    asked.put(
        "claim",
        () ->
            store
                .jdbi()
                .useTransaction(h -> EventClaimDao.lock(h, Samples.group("workflow", events))));
    asked.put("load events", () -> store.jdbi().withHandle(h -> EventClaimDao.load(h, days)));
    asked.put(
        "mark events",
        () ->
            store
                .jdbi()
                .useHandle(h -> EventClaimDao.markProcessed(h, "workflow", events, ones, NOW)));
    Event first = events.get(0);
    asked.put("event by id", () -> new EventDao(store).find(TENANT, first.eventId()));
  }

  private static void ofDeliveries(
      Map<String, Runnable> asked, Database store, Event first, List<DeliveryKey> keys) {
    DeliveryRecordDao records = new DeliveryRecordDao(store);
    AudienceDao audience = new AudienceDao(store);
    DeliveryDao delivery = new DeliveryDao(store);
    DeliveryKey key = keys.get(0);
    asked.put("load", () -> store.jdbi().withHandle(h -> DeliveryRecordDao.load(h, keys)));
    asked.put(
        "record",
        () ->
            records.record(
                keys.stream()
                    .map(each -> Samples.outcome(each, "", 1, DeliveryStatus.SENT, 1))
                    .toList(),
                NOW));
    asked.put(
        "tell of dead letters",
        () ->
            store
                .jdbi()
                .useTransaction(h -> SystemEventLog.leftToRecovery().deadLettered(h, keys, NOW)));
    asked.put("delivery by id", () -> delivery.find(TENANT, key.deliveryId()));
    FanOutRange whole = new FanOutRange("", "e");
    asked.put("an audience's next", () -> audience.next(first.ref(), whole, 100));
    asked.put("call off", () -> audience.callOff(first.ref(), "", "no", NOW, 100));
    asked.put("an audience's rest", () -> audience.untried(first.ref()));
    List<Delivery> loaded = store.jdbi().withHandle(h -> DeliveryRecordDao.load(h, keys));
    asked.put("attempts of deliveries", () -> delivery.attempts(loaded));
  }

  private static void ofWaiting(
      Map<String, Runnable> asked, Database store, List<DeliveryKey> keys) {
    WaitingDao waiting = new WaitingDao(store);
    String waitsFor =
        new DeliveryDao(store)
            .find(TENANT, keys.get(0).deliveryId())
            .orElseThrow()
            .subscriptionId();
    asked.put("next by age", () -> waiting.next(waitsFor, Order.AGE, Set.of("x"), 100));
    asked.put("next by urgency", () -> waiting.next(waitsFor, Order.URGENCY, Set.of("x"), 100));
    asked.put("hold", () -> waiting.hold(Set.of(waitsFor), keys, NOW));
    List<PutBack> back = keys.stream().map(each -> new PutBack(each, NOW)).toList();
    asked.put("put back", () -> waiting.putBack(back, NOW));
  }

  private static void ofRecovery(Map<String, Runnable> asked, Database store, List<Event> events) {
    DeliveryRecoveryDao recovery = new DeliveryRecoveryDao(store);
    asked.put("overdue", () -> recovery.overdue(NOW.plusSeconds(1), null, 200));
    asked.put("resumable", () -> recovery.resumable(200));
    List<EventRef> refs = events.stream().map(Event::ref).toList();
    asked.put("take up", () -> new EventDao(store).markTakenUp(refs, NOW));
  }
}
