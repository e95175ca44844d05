package dev.tocsin.store.database;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.catalogue.CatalogueDao;
import dev.tocsin.store.catalogue.CatalogueQuery;
import dev.tocsin.store.catalogue.SubscriberDao;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.circuit.WaitingDao.Order;
import dev.tocsin.store.deadletter.DeadLetterBatchDao;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.deadletter.DeadLetters;
import dev.tocsin.store.delivery.AudienceDao;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryFilter;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.DeliveryRecoveryDao;
import dev.tocsin.store.event.EventClaimDao;
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
import dev.tocsin.store.systemevent.SystemEventLog;
import dev.tocsin.store.template.TemplateDao;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the classes of the tables ask, against tables with 20,000 rows in one partition:
 * PostgreSQL's own counters tell that each query finds its rows by indexes, and reads hardly more
 * than it returns.
 */
class QueryPlanIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  // One connection, as PostgreSQL counts for each and adds up when that one asks for it.
  private static final Database STORE = Database.open(single());
  private static final Page.Cursor START = Page.Cursor.START;
  private static final int FEW = 1_500;

  private static final ApiKeySecret SECRET = ApiKeySecret.create();

  private static List<Event> events;
  private static List<DeliveryKey> keys;
  private static String subscriptionId;

  private static DatabaseConfig single() {
    DatabaseConfig config = DATABASE.config();
    return new DatabaseConfig(config.url(), config.user(), config.password(), 1);
  }

  @BeforeAll
  static void fill() {
    events = Samples.events(100);
    subscriptionId = Samples.stored(STORE).subscriptionId();
    new ApiKeyDao(STORE).store(SECRET, TENANT, "k", NOW);
    keys = Samples.matched(STORE, events, List.of(Samples.stored(STORE)));
    STORE.jdbi().useHandle(ManyRows::insert);
  }

  @AfterAll
  static void close() {
    STORE.close();
    DATABASE.close();
  }

  @TestFactory
  Stream<DynamicTest> everyQueryFindsItsRowsByIndexes() {
    EventDao event = new EventDao(STORE);
    DeliveryDao delivery = new DeliveryDao(STORE);
    AudienceDao audience = new AudienceDao(STORE);
    DeliveryRecoveryDao recovery = new DeliveryRecoveryDao(STORE);
    DeliveryRecordDao records = new DeliveryRecordDao(STORE);
    SubscriptionDao subscription = new SubscriptionDao(STORE);
    DeliveryFilter any = new DeliveryFilter(null, null, null, null);
    Event first = events.get(0);
    DeliveryKey key = keys.get(0);
    Map<String, Runnable> asked = new LinkedHashMap<>();
    asked.put("pending events", () -> event.pending(NOW.plusSeconds(9_000), 200));
    asked.put("event by id", () -> event.find(TENANT, first.eventId()));
    asked.put(
        "events of a tenant",
        () -> event.list(TENANT, new EventFilter(null, null, null, null, null), START, 50));
    asked.put(
        "events of a correlation",
        () -> event.list(TENANT, new EventFilter(null, null, null, null, "c7"), START, 50));
    asked.put(
        "claim",
        () ->
            STORE
                .jdbi()
                .useTransaction(h -> EventClaimDao.lock(h, Samples.group("workflow", events))));
    asked.put("delivery by id", () -> delivery.find(TENANT, key.deliveryId()));
    asked.put("deliveries of an event", () -> delivery.ofEvent(first.eventId(), first.day(), 50));
    FanOutRange whole = new FanOutRange("", "e");
    asked.put("an audience's next", () -> audience.next(first.ref(), whole, 100));
    asked.put("an audience's rest", () -> audience.untried(first.ref()));
    asked.put("deliveries of a tenant", () -> delivery.list(TENANT, any, START, 50));
    asked.put(
        "deliveries of a subscription",
        () -> delivery.list(TENANT, new DeliveryFilter(null, "7", null, null), START, 50));
    asked.put("dead letters", () -> delivery.deadLetters(TENANT, any, START, 50));
    DeadLetterOperationDao operations = new DeadLetterOperationDao(STORE);
    DeadLetterFilter ofOne = DeadLetters.ofSubscription(subscriptionId);
    asked.put(
        "dead letters of a filter", () -> operations.count(TENANT, ofOne, NOW.plusSeconds(9), 100));
    asked.put(
        "a batch of dead letters",
        () ->
            new DeadLetterBatchDao(STORE)
                .take(
                    DeadLetters.operation(STORE, DeadLetterOrder.DISCARD, ofOne, 50, 100, NOW)
                        .operationId(),
                    100,
                    NOW));
    asked.put("operations of a tenant", () -> operations.list(TENANT, START, 50));
    asked.put("silent operations", () -> operations.silent(NOW));
    asked.put("overdue", () -> recovery.overdue(NOW.plusSeconds(1), "", 200));
    asked.put("resumable", () -> recovery.resumable(200));
    WaitingDao waiting = new WaitingDao(STORE);
    String waitsFor = delivery.find(TENANT, key.deliveryId()).orElseThrow().subscriptionId();
    asked.put("next by age", () -> waiting.next(waitsFor, Order.AGE, Set.of("x"), 100));
    asked.put("next by urgency", () -> waiting.next(waitsFor, Order.URGENCY, Set.of("x"), 100));
    asked.put("limits that nobody attends to", () -> new LimitedDao(STORE).unattended(NOW, 200));
    asked.put("load", () -> STORE.jdbi().withHandle(h -> DeliveryRecordDao.load(h, keys)));
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
            STORE
                .jdbi()
                .useTransaction(h -> SystemEventLog.leftToRecovery().deadLettered(h, keys, NOW)));
    asked.put(
        "subscriptions of a tenant",
        () -> subscription.list(TENANT, new SubscriptionFilter(null, null, null), START, 50));
    ApiKeyDao keyTable = new ApiKeyDao(STORE);
    String keyId = keyTable.find(SECRET).orElseThrow().keyId();
    asked.put("key by secret", () -> keyTable.find(SECRET));
    asked.put("key by id", () -> keyTable.find(TENANT, keyId));
    asked.put("keys of a tenant", () -> keyTable.list(TENANT, START, 50));
    asked.put("changes", () -> subscription.changesAfter(5_000_000, 100));
    asked.put(
        "delete a subscription",
        () -> subscription.change(TENANT, subscriptionId, s -> Samples.with(s, false, true)));
    EventTypeDao types = new EventTypeDao(STORE);
    EventTypeFilter every = new EventTypeFilter(null, null);
    asked.put("event types of a tenant", () -> types.list(TENANT, every, START, 50));
    asked.put("event type", () -> types.find(TENANT, "type-7"));
    asked.put("versions of an event type", () -> types.versions(TENANT, "type-7"));
    asked.put("version of an event type", () -> types.version(TENANT, "type-7", 1));
    CatalogueDao catalogue = new CatalogueDao(STORE);
    TypeFiguresDao figures = new TypeFiguresDao(STORE);
    SubscriberDao subscribers = new SubscriberDao(STORE);
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
    SuppressionDao suppressions = new SuppressionDao(STORE);
    asked.put("suppressed address", () -> suppressions.find(TENANT, "a7@example.com"));
    asked.put("suppressed addresses", () -> suppressions.list(TENANT, START, 50));
    List<Subscription> targets = Stream.generate(Samples::subscription).limit(100).toList();
    asked.put(
        "suppressed targets",
        () -> STORE.jdbi().withHandle(h -> SuppressionDao.ofTargets(h, targets)));
    MailFeedback delivered = new MailFeedback(MailFeedback.Kind.DELIVERY, null, "" + NOW, null);
    FeedbackDao feedback = new FeedbackDao(STORE);
    asked.put(
        "delivery of a mail",
        () -> feedback.record(TENANT, "m-" + key.deliveryId(), delivered, List.of(), NOW));
    asked.put("inbound token", () -> new InboundDao(STORE).find(InboundToken.create()));
    TemplateDao templates = new TemplateDao(STORE);
    asked.put("templates of a tenant", () -> templates.list(TENANT, START, 50));
    asked.put("template", () -> templates.find(TENANT, "tpl_7"));
    asked.put("versions of a template", () -> templates.versions(TENANT, "tpl_7", 100));
    asked.put("users of a template", () -> templates.delete(TENANT, "tpl_7"));
    return asked.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> readsFew(each.getValue())));
  }

  private static void readsFew(Runnable query) {
    for (int i = 0; i < 7; i++) {
      // From the sixth on the driver keeps the statement, and PostgreSQL may keep a general plan.
      Map<String, Long> before = rowsRead();
      query.run();
      Map<String, Long> after = rowsRead();
      after.replaceAll((what, count) -> count - before.getOrDefault(what, 0L));
      assertThat(after).allSatisfy((what, count) -> assertThat(count).as(what).isLessThan(FEW));
    }
  }

  /** Rows read so far, by whole tables and by indexes. */
  private static Map<String, Long> rowsRead() {
    String day = LocalDate.ofInstant(NOW, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    return STORE
        .jdbi()
        .withHandle(
            h -> {
              h.execute("SELECT pg_stat_force_next_flush()");
              return new LinkedHashMap<>(
                  h.createQuery(
                          """
                          SELECT relname AS what, seq_tup_read AS read FROM pg_stat_user_tables
                          WHERE relname LIKE '%' || :day
                            OR relname IN
                              ('subscription', 'api_key', 'event_type', 'event_type_version',
                               'event_type_day', 'event_type_source', 'template',
                               'template_version', 'suppression', 'inbound_token')
                          UNION ALL
                          SELECT indexrelname, idx_tup_read FROM pg_stat_user_indexes
                          WHERE relname LIKE '%' || :day
                            OR relname IN
                              ('subscription', 'api_key', 'event_type', 'event_type_version',
                               'event_type_day', 'event_type_source', 'template',
                               'template_version', 'suppression', 'inbound_token')""")
                      .bind("day", day)
                      .setMapKeyColumn("what")
                      .setMapValueColumn("read")
                      .collectInto(
                          new org.jdbi.v3.core.generic.GenericType<Map<String, Long>>() {}));
            });
  }
}
