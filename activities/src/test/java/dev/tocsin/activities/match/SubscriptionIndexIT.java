package dev.tocsin.activities.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The index in memory finds what the table says, whatever was changed there and in what order. */
class SubscriptionIndexIT {
  private static final long SEED = 42;
  private TestDatabase postgres;
  private SubscriptionDao dao;
  private SubscriptionIndex index;

  @BeforeEach
  void open() {
    postgres = TestDatabase.create();
    postgres
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (tenant) VALUES ('one'), ('two'), ('ours'), ('theirs')"));
    dao = new SubscriptionDao(postgres.database());
    index = new SubscriptionIndex(postgres.database());
  }

  @AfterEach
  void close() {
    index.close();
    postgres.close();
  }

  @Test
  void aTypeAndASeverityAreLookedUp() {
    Subscription low = insert(draft("default", "a", Severity.LOW, null));
    Subscription high = insert(draft("default", "a", Severity.HIGH, null));
    insert(draft("default", "b", Severity.LOW, null));

    assertMatches(event("default", "A", Severity.LOW, "{}"), low);
    assertMatches(event("default", "a", Severity.CRITICAL, "{}"), low, high);
    assertMatches(event("default", "c", Severity.CRITICAL, "{}"));
  }

  @Test
  void aPatternATypeAndASeverityMustAllMatch() {
    Subscription all =
        insert(draft("default", "a", Severity.HIGH, "{\"detail\":{\"x\":[{\"exists\":true}]}}"));

    assertMatches(event("default", "A", Severity.HIGH, "{\"x\":1}"), all);
    assertMatches(event("default", "A", Severity.MEDIUM, "{\"x\":1}"));
    assertMatches(event("default", "A", Severity.HIGH, "{\"y\":1}"));
    assertMatches(event("default", "b", Severity.HIGH, "{\"x\":1}"));
  }

  @Test
  void aPinnedSubscriptionTakesItsVersionsOnly() {
    Subscription all = insert(draft("default", "a", Severity.LOW, null));
    Subscription old = insert(pinned(draft("default", "a", Severity.LOW, null), 1));
    Subscription both =
        insert(pinned(draft("default", null, Severity.LOW, "{\"detail-type\":[\"a\"]}"), 1, 12));
    Event event = event("default", "a", Severity.LOW, "{}");

    assertMatches(event, all);
    assertMatches(event.withSchemaVersion("1"), all, old, both);
    assertMatches(event.withSchemaVersion("2"), all);
    assertMatches(event.withSchemaVersion("12"), all, both);
  }

  @Test
  void aSubscriptionMatchesOnceHoweverOftenItsPatternDoes() {
    Subscription several =
        insert(
            draft(
                "default",
                null,
                Severity.LOW,
                "{\"detail-type\":[\"a\",\"b\",\"a\"],"
                    + "\"$or\":[{\"detail-type\":[\"a\",\"b\"]},{\"detail\":{\"x\":[1,2]}}]}"));
    Subscription named =
        insert(draft("default", null, Severity.LOW, "{\"detail-type\":[\"a\",\"b\",\"a\"]}"));

    assertMatches(event("default", "a", Severity.LOW, "{\"x\":[1,2]}"), several, named);
    assertMatches(event("default", "b", Severity.LOW, "{}"), several, named);
    change(named, "default", null, "{\"detail-type\":[\"b\"]}", true, false);
    assertMatches(event("default", "a", Severity.LOW, "{}"), several);
    change(named, "default", null, "{\"detail-type\":[\"b\"]}", true, true);
    assertMatches(event("default", "b", Severity.LOW, "{}"), several);
  }

  @Test
  void aTypeThatAnAlternativeReplacesIsFound() {
    Subscription either =
        insert(
            draft(
                "default",
                null,
                Severity.LOW,
                "{\"detail-type\":[\"a\"],\"$or\":[{\"detail-type\":[\"b\"]},{\"source\":[\"s\"]}]}"));
    assertMatches(event("default", "b", Severity.LOW, "{}"), either);
  }

  @Test
  void pausedResumedDeleted() {
    for (String pattern :
        new String[] {null, "{\"detail-type\":[\"a\"]}", "{\"id\":[{\"prefix\":\"e\"}]}"}) {
      Subscription subscription =
          insert(draft("default", pattern == null ? "a" : null, Severity.LOW, pattern));
      Event event = event("default", "a", Severity.LOW, "{}");
      assertMatches(event, subscription);
      change(subscription, "default", subscription.eventType(), pattern, false, false);
      assertMatches(event);
      assertThat(index.size()).isZero();
      change(subscription, "default", subscription.eventType(), pattern, true, false);
      assertMatches(event, subscription);
      change(subscription, "default", subscription.eventType(), pattern, true, true);
      assertMatches(event);
    }
  }

  @Test
  void subscriptionsOfATypeComeAndGo() {
    Event event = event("default", "a", Severity.LOW, "{}");
    Subscription one = insert(draft("default", "a", Severity.LOW, null));
    assertMatches(event, one);
    Subscription two = insert(draft("default", "a", Severity.LOW, null));
    Subscription three = insert(draft("default", "a", Severity.LOW, null));
    assertMatches(event, one, two, three);
    change(one, "default", "a", null, true, true);
    change(three, "default", "a", null, true, true);
    assertMatches(event, two);
    Subscription four = insert(draft("default", "a", Severity.LOW, null));
    assertMatches(event, two, four);
    change(two, "default", "a", null, true, true);
    change(four, "default", "a", null, true, true);
    assertMatches(event);
  }

  @Test
  void fromPatternToTypeAndBackNothingIsLeftBehind() {
    Subscription s = insert(draft("default", null, Severity.LOW, "{\"detail-type\":[\"a\"]}"));
    assertMatches(event("default", "a", Severity.LOW, "{}"), s);
    change(s, "default", "b", null, true, false);
    assertMatches(event("default", "a", Severity.LOW, "{}"));
    assertMatches(event("default", "b", Severity.LOW, "{}"), s);
    change(s, "default", null, "{\"source\":[\"shop\"],\"detail-type\":[\"c\"]}", true, false);
    assertMatches(event("default", "a", Severity.LOW, "{}"));
    assertMatches(event("default", "b", Severity.LOW, "{}"));
    assertMatches(event("default", "c", Severity.LOW, "{}"), s);
    change(s, "default", "c", "{\"detail\":{\"x\":[1]}}", true, false);
    assertMatches(event("default", "c", Severity.LOW, "{}"));
    assertMatches(event("default", "c", Severity.LOW, "{\"x\":1}"), s);
  }

  @Test
  void tenantsAreApart() {
    Subscription ours = insert(draft("ours", null, Severity.LOW, "{\"detail-type\":[\"a\"]}"));
    Subscription theirs = insert(draft("theirs", "a", Severity.LOW, null));
    assertMatches(event("ours", "a", Severity.LOW, "{}"), ours);
    assertMatches(event("theirs", "a", Severity.LOW, "{}"), theirs);
    assertMatches(event("nobodys", "a", Severity.LOW, "{}"));
  }

  @Test
  void aPatternThatCannotBeUsedAnyMoreStopsNoOther() {
    Subscription bad =
        insert(
            draft("default", null, Severity.LOW, "{\"detail-type\":[\"a\"],\"x\":[{\"gone\":1}]}"));
    Subscription good = insert(draft("default", null, Severity.LOW, "{\"detail-type\":[\"a\"]}"));
    assertMatches(event("default", "a", Severity.LOW, "{}"), good);
    change(bad, "default", null, "{\"detail-type\":[\"a\"],\"x\":[{\"gone\":1}]}", true, true);
    assertMatches(event("default", "a", Severity.LOW, "{}"), good);
  }

  /** The promise is a second; what is waited for is generous, as machines are slow at times. */
  @Test
  void aChangeIsInForceWithoutAnybodyAskingForIt() {
    index.start();
    Subscription s = insert(draft("default", "a", Severity.LOW, null));
    Event event = event("default", "a", Severity.LOW, "{}");
    await().atMost(Duration.ofSeconds(5)).until(() -> index.match(event).size() == 1);
    change(s, "default", "b", null, true, false);
    await().atMost(Duration.ofSeconds(5)).until(() -> index.match(event).isEmpty());
  }

  @Test
  void catchesUpWithMoreChangesThanItReadsAtOnce() {
    long last = 0;
    for (int i = 0; i < 1_001; i++) {
      last = insert(draft("default", "a", Severity.LOW, null)).revision();
    }
    index.catchUpTo(last);
    assertThat(index.size()).isEqualTo(1_001);
    assertThat(index.match(event("default", "a", Severity.LOW, "{}"))).hasSize(1_001);
  }

  @Test
  void findsWhatLookingAtEachSubscriptionAloneFinds() {
    System.out.println("Seed " + SEED);
    Random random = new Random(SEED);
    RandomPatterns samples = new RandomPatterns(random);
    List<Subscription> live = new ArrayList<>();
    int found = 0;
    for (int round = 0; round < 400; round++) {
      String pattern = random.nextInt(4) == 0 ? null : samples.pattern();
      String type = pattern == null || random.nextInt(4) == 0 ? samples.type().toLowerCase() : null;
      Severity severity = Severity.values()[random.nextInt(4)];
      if (live.size() < 30 || random.nextInt(3) == 0) {
        live.add(insert(draft(random.nextBoolean() ? "one" : "two", type, severity, pattern)));
      } else {
        int at = random.nextInt(live.size());
        Subscription changed = live.get(at);
        boolean deleted = random.nextInt(3) == 0;
        Subscription now =
            change(changed, changed.tenant(), type, pattern, random.nextInt(4) > 0, deleted);
        if (deleted) {
          live.remove(at);
        } else {
          live.set(at, now);
        }
      }
      Event event =
          event(
              random.nextBoolean() ? "one" : "two",
              samples.type(),
              Severity.values()[random.nextInt(4)],
              samples.details(round % 50));
      List<Subscription> expected = live.stream().filter(s -> matches(s, event)).toList();
      found += expected.size();
      assertMatches(event, expected.toArray(Subscription[]::new));
    }
    assertThat(found).isGreaterThan(500);
  }

  private static boolean matches(Subscription s, Event event) {
    JsonText pattern = s.pattern();
    return s.active()
        && s.tenant().equals(event.tenant())
        && (s.eventType() == null || s.eventType().equals(event.eventType()))
        && event.severity().compareTo(s.severityFilter()) >= 0
        && (pattern == null
            || EventPattern.matches(pattern.text(), EventPattern.documentOf(event)));
  }

  private void assertMatches(Event event, Subscription... expected) {
    index.catchUpTo(Long.MAX_VALUE);
    assertThat(index.match(event))
        .as("%s", event)
        .extracting(Subscription::subscriptionId)
        .containsExactlyInAnyOrder(
            List.of(expected).stream().map(Subscription::subscriptionId).toArray(String[]::new));
  }

  private Subscription insert(Subscription draft) {
    return dao.insert(draft);
  }

  private static Subscription pinned(Subscription s, Integer... versions) {
    return s.toBuilder().schemaVersions(List.of(versions)).build();
  }

  private Subscription change(
      Subscription s,
      String tenant,
      @Nullable String type,
      @Nullable String pattern,
      boolean active,
      boolean deleted) {
    return dao.change(
            tenant,
            s.subscriptionId(),
            was ->
                Subscription.builder(was.subscriptionId(), tenant, was.createdAt())
                    .eventType(type)
                    .severityFilter(was.severityFilter())
                    .pattern(pattern == null ? null : new JsonText(pattern))
                    .to(was.channel(), was.target())
                    .active(active)
                    .deleted(deleted)
                    .updatedAt(was.updatedAt())
                    .build())
        .orElseThrow()
        .after();
  }

  private static Subscription draft(
      String tenant, @Nullable String type, Severity severity, @Nullable String pattern) {
    return Subscription.builder(Identity.newSubscriptionId(Samples.NOW), tenant, Samples.NOW)
        .eventType(type)
        .severityFilter(severity)
        .pattern(pattern == null ? null : new JsonText(pattern))
        .to("WEBHOOK", "https://hooks.example.com/in")
        .build();
  }

  private static Event event(String tenant, String type, Severity severity, String details) {
    Event e = EventPatternTest.event(type, details);
    return new Event(
        e.eventId(),
        tenant,
        e.source(),
        type,
        e.eventType(),
        severity,
        e.title(),
        e.time(),
        e.receivedAt(),
        e.details(),
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }
}
