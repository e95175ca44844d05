package dev.tocsin.store.database;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.catalogue.CatalogueDao;
import dev.tocsin.store.catalogue.CatalogueQuery;
import dev.tocsin.store.catalogue.SubscriberDao;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.deadletter.DeadLetterBatchDao;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.deadletter.DeadLetters;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryFilter;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeFilter;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.subscription.SubscriptionFilter;
import dev.tocsin.store.suppression.FeedbackDao;
import dev.tocsin.store.suppression.InboundDao;
import dev.tocsin.store.suppression.InboundToken;
import dev.tocsin.store.suppression.MailFeedback;
import dev.tocsin.store.suppression.SuppressionDao;
import dev.tocsin.store.template.TemplateDao;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the classes of the tables ask, of a store with a hundred events and their deliveries.
 *
 * @param keys of the deliveries, one to each event
 */
record Queries(
    Database store,
    List<Event> events,
    List<DeliveryKey> keys,
    String subscriptionId,
    ApiKeySecret secret) {
  private static final Page.Cursor START = Page.Cursor.START;
  private static final DeliveryFilter ANY = new DeliveryFilter(null, null, null, null);

  /** Stores what these queries look for. */
  static Queries fill(Database store) {
    List<Event> events = Samples.events(100);
    String subscriptionId = Samples.stored(store).subscriptionId();
    ApiKeySecret secret = ApiKeySecret.create();
    new ApiKeyDao(store).store(secret, TENANT, "k", NOW);
    List<DeliveryKey> keys = Samples.matched(store, events, List.of(Samples.stored(store)));
    return new Queries(store, events, keys, subscriptionId, secret);
  }

  /** Each query by the name of what it asks. */
  Map<String, Runnable> all() {
    Map<String, Runnable> asked = onTheWay();
    ofEvents(asked);
    ofDeliveries(asked);
    ofDeadLetters(asked);
    ofSubscriptions(asked);
    ofEventTypes(asked);
    ofMails(asked);
    ofTemplates(asked);
    return asked;
  }

  /** Those that every event, attempt or look of recovery asks, of the partitions of its day. */
  Map<String, Runnable> onTheWay() {
    return WayQueries.of(store, events, keys);
  }

  private void ofEvents(Map<String, Runnable> asked) {
    EventDao event = new EventDao(store);
    Event first = events.get(0);
    asked.put("pending events", () -> event.pending(NOW.plusSeconds(9_000), NOW, 200));
    asked.put(
        "events of a tenant",
        () -> event.list(TENANT, new EventFilter(null, null, null, null, null), START, 50));
    asked.put(
        "events of a correlation",
        () -> event.list(TENANT, new EventFilter(null, null, null, null, "c7"), START, 50));
  }

  private void ofDeliveries(Map<String, Runnable> asked) {
    DeliveryDao delivery = new DeliveryDao(store);
    Event first = events.get(0);
    DeliveryKey key = keys.get(0);
    asked.put("deliveries of an event", () -> delivery.ofEvent(first.eventId(), first.day(), 50));
    asked.put("deliveries of a tenant", () -> delivery.list(TENANT, ANY, START, 50));
    asked.put(
        "deliveries of a subscription",
        () -> delivery.list(TENANT, new DeliveryFilter(null, "7", null, null), START, 50));
    asked.put("dead letters", () -> delivery.deadLetters(TENANT, ANY, START, 50));
  }

  private void ofDeadLetters(Map<String, Runnable> asked) {
    DeadLetterOperationDao operations = new DeadLetterOperationDao(store);
    DeadLetterFilter ofOne = DeadLetters.ofSubscription(subscriptionId);
    asked.put(
        "dead letters of a filter", () -> operations.count(TENANT, ofOne, NOW.plusSeconds(9), 100));
    asked.put(
        "a batch of dead letters",
        () ->
            new DeadLetterBatchDao(store)
                .take(
                    DeadLetters.operation(store, DeadLetterOrder.DISCARD, ofOne, 50, 100, NOW)
                        .operationId(),
                    100,
                    NOW));
    asked.put("limits that nobody attends to", () -> new LimitedDao(store).unattended(NOW, 200));
    asked.put("operations of a tenant", () -> operations.list(TENANT, START, 50));
    asked.put("silent operations", () -> operations.silent(NOW));
  }

  private void ofSubscriptions(Map<String, Runnable> asked) {
    SubscriptionDao subscription = new SubscriptionDao(store);
    asked.put(
        "subscriptions of a tenant",
        () -> subscription.list(TENANT, new SubscriptionFilter(null, null, null), START, 50));
    ApiKeyDao keyTable = new ApiKeyDao(store);
    String keyId = keyTable.find(secret).orElseThrow().keyId();
    asked.put("key by secret", () -> keyTable.find(secret));
    asked.put("key by id", () -> keyTable.find(TENANT, keyId));
    asked.put("keys of a tenant", () -> keyTable.list(TENANT, START, 50));
    asked.put("changes", () -> subscription.changesAfter(5_000_000, 100));
    asked.put(
        "delete a subscription",
        () -> subscription.change(TENANT, subscriptionId, s -> Samples.with(s, false, true)));
  }

  private void ofEventTypes(Map<String, Runnable> asked) {
    EventTypeDao types = new EventTypeDao(store);
    EventTypeFilter every = new EventTypeFilter(null, null);
    asked.put("event types of a tenant", () -> types.list(TENANT, every, START, 50));
    asked.put("event type", () -> types.find(TENANT, "type-7"));
    asked.put("versions of an event type", () -> types.versions(TENANT, "type-7"));
    asked.put("version of an event type", () -> types.version(TENANT, "type-7", 1));
    CatalogueDao catalogue = new CatalogueDao(store);
    TypeFiguresDao figures = new TypeFiguresDao(store);
    SubscriberDao subscribers = new SubscriberDao(store);
    List<String> names = Stream.iterate(1, i -> i + 1).limit(50).map(i -> "type-" + i).toList();
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    asked.put(
        "a page of the catalogue",
        () -> catalogue.list(TENANT, new CatalogueQuery(List.of(), null, null, "type-3"), 50));
    asked.put("a type of the catalogue", () -> catalogue.find(TENANT, "type-7"));
    asked.put("versions downwards", () -> types.versionsDownFrom(TENANT, "type-7", 1, 10));
    asked.put("days of types", () -> figures.days(TENANT, names, today.minusDays(14)));
    asked.put("sources of a type", () -> figures.sources(TENANT, "type-7", 50));
    asked.put("counts of subscribers", () -> subscribers.counts(TENANT, names, 1_000));
    asked.put("subscribers by name", () -> subscribers.byName(TENANT, "order.paid", 50));
    asked.put("subscribers with patterns", () -> subscribers.withPattern(TENANT, 500));
  }

  private void ofMails(Map<String, Runnable> asked) {
    DeliveryKey key = keys.get(0);
    SuppressionDao suppressions = new SuppressionDao(store);
    asked.put("suppressed address", () -> suppressions.find(TENANT, "a7@example.com"));
    asked.put("suppressed addresses", () -> suppressions.list(TENANT, START, 50));
    List<Subscription> targets = Stream.generate(Samples::subscription).limit(100).toList();
    asked.put(
        "suppressed targets",
        () -> store.jdbi().withHandle(h -> SuppressionDao.ofTargets(h, targets)));
    MailFeedback delivered = new MailFeedback(MailFeedback.Kind.DELIVERY, null, "" + NOW, null);
    FeedbackDao feedback = new FeedbackDao(store);
    asked.put(
        "delivery of a mail",
        () -> feedback.record(TENANT, "m-" + key.deliveryId(), delivered, List.of(), NOW));
    asked.put("inbound token", () -> new InboundDao(store).find(InboundToken.create()));
  }

  private void ofTemplates(Map<String, Runnable> asked) {
    TemplateDao templates = new TemplateDao(store);
    asked.put("templates of a tenant", () -> templates.list(TENANT, START, 50));
    asked.put("template", () -> templates.find(TENANT, "tpl_7"));
    asked.put("versions of a template", () -> templates.versions(TENANT, "tpl_7", 100));
    asked.put("users of a template", () -> templates.delete(TENANT, "tpl_7"));
  }
}
