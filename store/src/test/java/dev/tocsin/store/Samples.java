package dev.tocsin.store;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.NewDelivery;
import dev.tocsin.store.event.EventClaimDao;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import dev.tocsin.store.eventtype.EventTypeVersion;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events, subscriptions and deliveries as they come about in production, for tests to look at. */
public final class Samples {
  public static final String TENANT = "default";
  public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Samples() {}

  public static Event event(String id) {
    return event(id, TENANT, Severity.HIGH, NOW);
  }

  public static Event event(String id, String tenant, Severity severity, Instant receivedAt) {
    return new Event(
        id,
        tenant,
        "shop",
        "Order.Paid",
        "order.paid",
        severity,
        "An order was paid",
        receivedAt,
        receivedAt,
        new JsonText("{\"order\":1}"),
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }

  public static Event withDetails(Event e, String details) {
    return new Event(
        e.eventId(),
        e.tenant(),
        e.source(),
        e.type(),
        e.eventType(),
        e.severity(),
        e.title(),
        e.time(),
        e.receivedAt(),
        new JsonText(details),
        e.correlationId(),
        e.schemaVersion(),
        e.extensions());
  }

  /** A version of the samples' type, as somebody registers it. */
  public static EventTypeVersion version(int version, String schema, boolean forced, Instant at) {
    return new EventTypeVersion(
        TENANT,
        "order.paid",
        version,
        new JsonText(schema),
        "what it is for",
        new JsonText("{\"order\": 1.0}"),
        "payments",
        "shop",
        forced,
        at,
        "key_1",
        null);
  }

  /** {@code count} events of now, with new ids. */
  public static List<Event> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> event(Identity.newEventId(NOW)))
        .sorted(Comparator.comparing(Event::eventId))
        .toList();
  }

  public static Subscription subscription() {
    return subscription(TENANT, NOW);
  }

  public static Subscription subscription(String tenant, Instant createdAt) {
    return Subscription.builder(Identity.newSubscriptionId(createdAt), tenant, createdAt)
        .name("payments")
        .eventType("order.paid")
        .to("WEBHOOK", "https://hooks.example.com/in")
        .build();
  }

  public static Subscription with(Subscription s, boolean active, boolean deleted) {
    Subscription changed = s.withActive(active, s.updatedAt());
    return deleted ? changed.asDeleted(s.updatedAt()) : changed;
  }

  /** Stores a new subscription. */
  public static Subscription stored(Database database) {
    return new SubscriptionDao(database).insert(subscription());
  }

  public static NewEvent atTheDoor(Event event) {
    return new NewEvent(event, event.eventId().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Accepts events, which stay PENDING. */
  public static void accept(Database database, List<Event> events) {
    new EventDoorDao(database).insertNew(events.stream().map(Samples::atTheDoor).toList());
  }

  public static EventGroup group(String workflowId, List<Event> events) {
    return new EventGroup(workflowId, events.stream().map(Event::ref).toList(), 0);
  }

  /** Accepts, claims and matches events: each has one PENDING delivery to each subscription. */
  public static List<DeliveryKey> matched(
      Database database, List<Event> events, List<Subscription> subscriptions) {
    accept(database, events);
    List<NewDelivery> deliveries =
        events.stream()
            .flatMap(event -> subscriptions.stream().map(each -> new NewDelivery(event, each)))
            .toList();
    Map<String, Integer> counts =
        events.stream().collect(Collectors.toMap(Event::eventId, event -> subscriptions.size()));
    database
        .jdbi()
        .useTransaction(
            handle -> {
              EventClaimDao.lock(handle, group("workflow", events));
              DeliveryRecordDao.insert(handle, deliveries, NOW);
              EventClaimDao.markProcessed(handle, "workflow", events, counts, NOW);
            });
    return deliveries.stream().map(NewDelivery::key).toList();
  }

  /** What came of an attempt of that round that began {@code millis} after now. */
  public static AttemptOutcome outcome(
      DeliveryKey key, String eventId, int round, DeliveryStatus status, long millis) {
    Instant at = NOW.plusMillis(millis);
    boolean sent = status == DeliveryStatus.SENT;
    return new AttemptOutcome(
        key,
        eventId,
        round,
        "https://hooks.example.com/" + millis,
        at,
        12,
        sent ? 200 : 503,
        sent ? null : "HTTP 503 after " + millis,
        "answer " + millis,
        status,
        status == DeliveryStatus.RETRYING ? at.plusSeconds(300) : null,
        null);
  }

  public static Delivery delivery(Database database, DeliveryKey key) {
    return new DeliveryDao(database).find(TENANT, key.deliveryId()).orElseThrow();
  }
}
