package dev.tocsin.store.subscription;

import static dev.tocsin.contract.model.DeliveryStatus.CANCELLED;
import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.contract.model.DeliveryStatus.WAITING;
import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.WebhookFormat;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SubscriptionDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final SubscriptionFilter ALL = new SubscriptionFilter(null, null, null);
  private final Database database = DATABASE.database();
  private final SubscriptionDao subscriptions = new SubscriptionDao(database);

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void everythingComesBackAsItWasGiven() {
    Subscription plain = Samples.subscription();
    Subscription full =
        Subscription.builder(Samples.subscription().subscriptionId(), TENANT, NOW)
            .name("name \"'\\ 😀")
            .severityFilter(Severity.CRITICAL)
            .pattern(new JsonText("{\"z\":[{\"numeric\":[\">\",1.50]}],\"a\":[\"\\u0000\"]}"))
            .to("EMAIL", "ops@example.com")
            .headers(Map.of("X-Key", "a\"b\\c", "X-Empty", ""))
            .retry(new RetrySchedule(List.of(1, 604_800), 0.25))
            .timeoutSeconds(60)
            .schemaVersions(List.of(1, 12))
            .format(WebhookFormat.CLOUDEVENTS_BINARY)
            .signing(
                new Signing(
                    List.of(SignatureScheme.V1A, SignatureScheme.V1),
                    List.of(
                        new SealedKey(SignatureScheme.V1, "v1:k:n:c", NOW, null),
                        new SealedKey(SignatureScheme.V1A, "v1:k:n:d", NOW, NOW.plusMillis(5)))))
            .active(false)
            .updatedAt(NOW.plusMillis(5))
            .template(new JsonText("{\"subject\":\"{{title}}\",\"strict\":false}"))
            .transform(new JsonText("{\"inputTemplate\":\"<aws.events.event.json>\"}"))
            .build();
    for (Subscription draft : List.of(plain, full)) {
      Subscription inserted = subscriptions.insert(draft);
      assertThat(subscriptions.find(TENANT, draft.subscriptionId())).contains(inserted);
      assertThat(inserted).usingRecursiveComparison().ignoringFields("revision").isEqualTo(draft);
      assertThat(inserted.revision()).isPositive();
    }
  }

  @Test
  void aFailureQuotesNothingOfTheRow() {
    Subscription good = Samples.subscription();
    Subscription broken =
        Subscription.builder(good.subscriptionId(), TENANT, NOW)
            .name("pl4nted")
            .to("WEBHOOK", "https://hooks.example.com/pl4nted")
            .headers(Map.of("Authorization", "pl4nted"))
            .build();

    assertThatThrownBy(() -> subscriptions.insert(broken))
        .hasStackTraceContaining("violates check constraint")
        .satisfies(
            failure -> {
              StringWriter told = new StringWriter();
              failure.printStackTrace(new PrintWriter(told));
              assertThat(told.toString()).doesNotContain("pl4nted");
            });
  }

  @Test
  void anotherTenantSeesAndChangesNothing() {
    Subscription mine = Samples.stored(database);
    String id = mine.subscriptionId();

    assertThat(subscriptions.find("other", id)).isEmpty();
    assertThat(subscriptions.change("other", id, s -> Samples.with(s, false, true))).isEmpty();
    assertThat(subscriptions.list("other", ALL, Page.Cursor.START, 50).items()).isEmpty();
    assertThat(subscriptions.find(TENANT, id)).contains(mine);
  }

  @Test
  void aChangeThatThrowsChangesNothing() {
    Subscription before = Samples.stored(database);
    assertThatThrownBy(
            () ->
                subscriptions.change(
                    TENANT,
                    before.subscriptionId(),
                    s -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(subscriptions.find(TENANT, before.subscriptionId())).contains(before);
  }

  @Test
  void changesAreToldInOrderTombstonesIncluded() {
    long start = latest();
    Subscription first = Samples.stored(database);
    Subscription second = Samples.stored(database);
    subscriptions.change(TENANT, first.subscriptionId(), s -> Samples.with(s, true, true));

    assertThat(subscriptions.changesAfter(start, 10))
        .extracting(Subscription::subscriptionId, Subscription::deleted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(second.subscriptionId(), false),
            org.assertj.core.groups.Tuple.tuple(first.subscriptionId(), true));
    assertThat(subscriptions.changesAfter(start, 1)).hasSize(1);
    assertThat(subscriptions.changesAfter(latest(), 10)).isEmpty();
    assertThat(subscriptions.find(TENANT, first.subscriptionId())).isEmpty();
    assertThat(subscriptions.change(TENANT, first.subscriptionId(), s -> s)).isEmpty();
    List<Subscription> byId =
        database
            .jdbi()
            .withHandle(h -> SubscriptionDao.findAll(h, Set.of(first.subscriptionId(), "sub_x")));
    assertThat(byId).singleElement().matches(Subscription::deleted);
  }

  @Test
  void onlyWhatIsNotAtTheKnownRevisionIsRead() {
    Subscription known = Samples.stored(database);
    Subscription changed = Samples.stored(database);
    Subscription unknown = Samples.stored(database);
    subscriptions.change(TENANT, changed.subscriptionId(), s -> Samples.with(s, true, true));

    List<Subscription> others =
        database
            .jdbi()
            .withHandle(
                h ->
                    SubscriptionDao.findOthers(
                        h,
                        Map.of(
                            known.subscriptionId(),
                            known.revision(),
                            changed.subscriptionId(),
                            changed.revision(),
                            unknown.subscriptionId(),
                            SubscriptionDao.UNKNOWN,
                            "sub_x",
                            SubscriptionDao.UNKNOWN)));

    assertThat(others)
        .extracting(Subscription::subscriptionId, Subscription::deleted)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(changed.subscriptionId(), true),
            org.assertj.core.groups.Tuple.tuple(unknown.subscriptionId(), false));
  }

  @Test
  void revisionsBecomeVisibleInOrderUnderManyWriters() throws Exception {
    long start = latest();
    AtomicInteger writing = new AtomicInteger(5);
    List<Callable<Object>> steps = new ArrayList<>();
    for (int writer = 0; writer < 5; writer++) {
      steps.add(
          () -> {
            try {
              for (int i = 0; i < 30; i++) {
                Samples.stored(database);
              }
              return "done";
            } finally {
              writing.decrementAndGet();
            }
          });
    }
    Set<String> seen = new HashSet<>();
    steps.add(
        () -> {
          long known = start;
          boolean last;
          do {
            last = writing.get() == 0;
            for (Subscription each : subscriptions.changesAfter(known, 7)) {
              seen.add(each.subscriptionId());
              known = each.revision();
            }
          } while (!last || known < latest());
          return "done";
        });
    Parallel.all(steps);

    assertThat(seen).as("a reader that follows the revisions misses none").hasSize(150);
  }

  @Test
  void pagesAreNewestFirstAndComplete() {
    String tenant = "paging";
    new ApiKeyDao(database).store(ApiKeySecret.create(), tenant, "x", NOW);
    for (int i = 0; i < 25; i++) {
      // Several of one moment, so that the id has to tell them apart.
      subscriptions.insert(Samples.subscription(tenant, NOW.plusMillis(i / 4)));
    }
    List<Subscription> seen = new ArrayList<>();
    Page.Cursor after = Page.Cursor.START;
    for (Page<Subscription> page; ; ) {
      page = subscriptions.list(tenant, ALL, after, 10);
      seen.addAll(page.items());
      if (page.next() == null) {
        break;
      }
      after = Page.Cursor.decode(page.next()).orElseThrow();
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen)
        .extracting(Subscription::createdAt)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(list(tenant, new SubscriptionFilter("order.paid", "WEBHOOK", true))).isEqualTo(25);
    assertThat(list(tenant, new SubscriptionFilter("other", null, null))).isZero();
    assertThat(list(tenant, new SubscriptionFilter(null, "EMAIL", null))).isZero();
    assertThat(list(tenant, new SubscriptionFilter(null, null, false))).isZero();
  }

  @Test
  void pausingHoldsWhatIsOpenAndNothingElse() {
    Subscription subscription = Samples.stored(database);
    List<DeliveryKey> keys = inEveryStatus(subscription);
    SubscriptionDao.Changed changed = change(subscription, false, false);

    assertThat(changed.heldDeliveries())
        .containsExactlyInAnyOrder(keys.get(0).deliveryId(), keys.get(1).deliveryId());
    assertThat(statuses(keys)).containsExactly(WAITING, WAITING, SENT, DEAD);
    assertThat(change(subscription, false, false).heldDeliveries()).isEmpty();
    assertThat(change(subscription, true, false).heldDeliveries()).isEmpty();
    assertThat(statuses(keys)).containsExactly(WAITING, WAITING, SENT, DEAD);
  }

  @Test
  void deletingCancelsWhatIsOpenOrHeld() {
    Subscription subscription = Samples.stored(database);
    List<DeliveryKey> keys = inEveryStatus(subscription);
    change(subscription, false, false);
    List<DeliveryKey> later = inEveryStatus(subscription);
    SubscriptionDao.Changed changed = change(subscription, false, true);

    assertThat(changed.heldDeliveries()).hasSize(4);
    assertThat(statuses(keys)).containsExactly(CANCELLED, CANCELLED, SENT, DEAD);
    assertThat(statuses(later)).containsExactly(CANCELLED, CANCELLED, SENT, DEAD);
    assertThat(Samples.delivery(database, keys.get(0)).reason())
        .isEqualTo("The subscription was deleted");
    assertThat(Samples.delivery(database, keys.get(1)).nextAttemptAt()).isNull();
  }

  /** A PENDING, a RETRYING, a SENT and a DEAD delivery. */
  private List<DeliveryKey> inEveryStatus(Subscription subscription) {
    List<Event> events = Samples.events(4);
    List<DeliveryKey> keys = Samples.matched(database, events, List.of(subscription));
    List<DeliveryStatus> statuses = List.of(RETRYING, SENT, DEAD);
    DeliveryRecordDao records = new DeliveryRecordDao(database);
    for (int i = 1; i < 4; i++) {
      records.record(
          List.of(Samples.outcome(keys.get(i), events.get(i).eventId(), 1, statuses.get(i - 1), i)),
          NOW);
    }
    return keys;
  }

  private SubscriptionDao.Changed change(Subscription s, boolean active, boolean deleted) {
    return subscriptions
        .change(TENANT, s.subscriptionId(), each -> Samples.with(each, active, deleted))
        .orElseThrow();
  }

  private List<DeliveryStatus> statuses(List<DeliveryKey> keys) {
    return keys.stream().map(key -> Samples.delivery(database, key).status()).toList();
  }

  private int list(String tenant, SubscriptionFilter filter) {
    return subscriptions.list(tenant, filter, Page.Cursor.START, 200).items().size();
  }

  private long latest() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT coalesce(max(revision), 0) FROM subscription")
                    .mapTo(Long.class)
                    .one());
  }
}
