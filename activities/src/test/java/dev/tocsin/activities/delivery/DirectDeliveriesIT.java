package dev.tocsin.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.tenant.SchemaMode;
import dev.tocsin.store.tenant.TenantDao;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A batch of first attempts: each delivery for itself, and every outcome recorded. */
class DirectDeliveriesIT {
  private final Parts parts = new Parts();
  private final Event event = Samples.events(1).get(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    parts.close();
  }

  @Test
  void eachOfABatchHasItsOwnOutcome() {
    List<Subscription> all = new ArrayList<>();
    String[] targets = {"ok", "later", "never", "throttled", "bug", "error", "ok", "ok"};
    for (int i = 0; i < 72; i++) {
      all.add(parts.subscribe(targets[i % targets.length]));
    }
    for (int i = 0; i < 4; i++) {
      all.add(parts.subscribe("slow"));
      all.add(parts.subscribe("UNKNOWN", "ok"));
    }
    List<Subscription> held = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Subscription subscription = parts.subscribe("ok");
      parts.change(subscription, i % 2 == 1 && i > 3, i % 2 == 1);
      held.add(subscription);
    }
    all.addAll(held);
    List<DeliveryKey> batch = Samples.matched(parts.postgres.database(), List.of(event), all);
    assertThat(batch).hasSize(100);

    List<DeliveryRef> handedOver = parts.direct().deliver(batch);

    assertThat(handedOver)
        .extracting(DeliveryRef::subscriptionId)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                .filter(s -> !delivery(s).status().equals(DeliveryStatus.SENT))
                .map(Subscription::subscriptionId)
                .toList());
    for (Subscription subscription : all) {
      Delivery delivery = delivery(subscription);
      boolean isHeld = held.contains(subscription) || subscription.channel().equals("UNKNOWN");
      DeliveryStatus expected =
          isHeld
              ? DeliveryStatus.PENDING
              : switch (subscription.target()) {
                case "ok", "slow" -> DeliveryStatus.SENT;
                case "later" -> DeliveryStatus.RETRYING;
                case "never" -> DeliveryStatus.DEAD;
                default -> DeliveryStatus.PENDING;
              };
      assertThat(delivery.status()).as(subscription.target()).isEqualTo(expected);
      assertThat(delivery.attempts()).isEqualTo(expected == DeliveryStatus.PENDING ? 0 : 1);
      assertThat(parts.attempts(subscription)).isEqualTo(isHeld ? 0 : 1);
    }
    assertThat(eventStatus()).isEqualTo(EventStatus.PROCESSED);
  }

  @Test
  void whatIsInMemoryIsOvertakenByWhatWasChangedSince() {
    Subscription moved = parts.subscribe("never");
    Subscription deleted = parts.subscribe("ok");
    Subscription same = parts.subscribe("ok");
    parts.index.catchUpTo(same.revision());
    parts.subscriptions.change(
        Samples.TENANT,
        moved.subscriptionId(),
        was -> was.toBuilder().to(was.channel(), "ok").build());
    List<DeliveryKey> batch =
        Samples.matched(parts.postgres.database(), List.of(event), List.of(moved, deleted, same));
    parts.change(deleted, true, true);

    assertThat(parts.direct().deliver(batch)).isEmpty();

    assertThat(parts.sent)
        .extracting(sent -> sent.subscription().subscriptionId())
        .containsExactlyInAnyOrder(moved.subscriptionId(), same.subscriptionId());
    assertThat(delivery(moved).status()).isEqualTo(DeliveryStatus.SENT);
  }

  /** A batch that finds no slot still gets on, one attempt at a time. */
  @Test
  void aFloodMakesNoMoreAttemptsSideBySideThanThereAreSlotsAndLosesNothing() {
    List<Event> events = Samples.events(8);
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(parts.subscribe("ok"));
    }
    List<CompletableFuture<List<DeliveryRef>>> batches = new ArrayList<>();
    for (Event each : events) {
      List<DeliveryKey> batch = Samples.matched(parts.postgres.database(), List.of(each), all);
      batches.add(CompletableFuture.supplyAsync(() -> parts.direct().deliver(batch), threads));
    }

    assertThat(batches).allSatisfy(batch -> assertThat(batch.join()).isEmpty());

    assertThat(parts.sent).hasSize(800);
    assertThat(parts.mostUnderWay.get()).isLessThanOrEqualTo(Parts.SLOTS + events.size());
  }

  /** What has no slot looks for one again, however long its own batch's attempts take. */
  @Test
  void anAttemptThatHangsHoldsNoneOfItsBatchOnceThereIsRoom() {
    List<Subscription> others = new ArrayList<>();
    for (int i = 0; i < Parts.SLOTS; i++) {
      others.add(parts.subscribe("slow"));
    }
    List<DeliveryKey> full = Samples.matched(parts.postgres.database(), List.of(event), others);
    List<Subscription> mine = new ArrayList<>(List.of(parts.subscribe("meanwhile")));
    for (int i = 0; i < 20; i++) {
      mine.add(parts.subscribe("ok"));
    }
    List<DeliveryKey> batch = Samples.matched(parts.postgres.database(), Samples.events(1), mine);
    CompletableFuture<Void> release = new CompletableFuture<>();
    parts.meanwhile = release::join;
    var first = CompletableFuture.supplyAsync(() -> parts.direct().deliver(full), threads);
    await().until(() -> parts.sent.size() == Parts.SLOTS);
    var second = CompletableFuture.supplyAsync(() -> parts.direct().deliver(batch), threads);

    await().until(() -> parts.sent.size() == Parts.SLOTS + mine.size());

    assertThat(second).isNotDone();
    release.complete(null);
    assertThat(second.join()).isEmpty();
    assertThat(first.join()).isEmpty();
  }

  @Test
  void aTargetThatTurnsOutToBeSlowGetsNoMoreThanItsShare() {
    Subscription slow = parts.subscribe("slow");
    Subscription well = parts.subscribe("ok");
    List<DeliveryKey> batch =
        Samples.matched(parts.postgres.database(), Samples.events(50), List.of(slow, well));

    List<DeliveryRef> handedOver = parts.direct().deliver(batch);

    long tried =
        parts.sent.stream().filter(each -> each.subscription().target().equals("slow")).count();
    assertThat(tried).isBetween(1L, Parts.SLOTS / 4L);
    assertThat(parts.sent).hasSize((int) tried + 50);
    assertThat(handedOver)
        .hasSize(50 - (int) tried)
        .allMatch(each -> each.subscriptionId().equals(slow.subscriptionId()));
  }

  @Test
  void aRepeatedRunSendsNothingThatIsRecorded() {
    List<Subscription> all =
        List.of(parts.subscribe("ok"), parts.subscribe("later"), parts.subscribe("never"));
    List<DeliveryKey> batch = Samples.matched(parts.postgres.database(), List.of(event), all);
    List<DeliveryRef> first = parts.direct().deliver(batch);

    List<DeliveryRef> second = parts.direct().deliver(batch);

    assertThat(second).containsExactlyInAnyOrderElementsOf(first);
    assertThat(parts.sent).hasSize(3);
    assertThat(delivery(all.get(1)).attempts()).isEqualTo(1);
  }

  @Test
  void oneThatWasCancelledMeanwhileStaysSoAndIsNotHandedOver() {
    Subscription subscription = parts.subscribe("meanwhile");
    List<DeliveryKey> batch =
        Samples.matched(parts.postgres.database(), List.of(event), List.of(subscription));
    parts.meanwhile = () -> parts.change(subscription, true, true);

    assertThat(parts.direct().deliver(batch)).isEmpty();

    assertThat(delivery(subscription).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(delivery(subscription).attempts()).isEqualTo(1);
    assertThat(parts.direct().deliver(batch)).isEmpty();
    assertThat(parts.sent).hasSize(1);
  }

  @Test
  void aTargetThatFailsOrIsSlowIsNotTakenDirectly() {
    Subscription well = parts.subscribe("ok");
    Subscription slow = parts.subscribe("slow");
    Subscription failing = parts.subscribe("later");
    parts
        .direct()
        .deliver(
            Samples.matched(
                parts.postgres.database(), List.of(event), List.of(well, slow, failing)));

    assertThat(parts.direct().takes(well.subscriptionId())).isTrue();
    assertThat(parts.direct().takes(slow.subscriptionId())).isFalse();
    assertThat(parts.direct().takes(failing.subscriptionId())).isFalse();
  }

  /** Accepted before its type was registered: refused for good before anything is sent. */
  @Test
  void whatNoLongerFitsItsContractIsADeadLetterThatSaysWhy() {
    new TenantDao(parts.postgres.database())
        .change(Samples.TENANT, SchemaMode.KNOWN, null, Samples.NOW);
    new EventTypeDao(parts.postgres.database())
        .insert(
            Samples.version(
                1, "{\"properties\":{\"order\":{\"type\":\"string\"}}}", false, Samples.NOW));
    Subscription subscription = parts.subscribe("ok");
    List<DeliveryKey> batch =
        Samples.matched(parts.postgres.database(), List.of(event), List.of(subscription));

    assertThat(parts.direct().deliver(batch))
        .extracting(DeliveryRef::status)
        .containsExactly(DeliveryStatus.DEAD);

    Delivery dead = delivery(subscription);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(dead.reason())
        .isEqualTo(
            "The event does not fit version 1 of order.paid: /order: integer found, string"
                + " expected");
    assertThat(parts.sent).isEmpty();
    assertThat(parts.direct().takes(subscription.subscriptionId())).isTrue();
  }

  /** Its outcome is held while PostgreSQL is away, and written when it is back; sent once. */
  @Test
  void whatWasSentIsRecordedHoweverLongThatTakes() throws Exception {
    Subscription subscription = parts.subscribe("meanwhile");
    List<DeliveryKey> batch =
        Samples.matched(parts.postgres.database(), List.of(event), List.of(subscription));
    List<String> said = new CopyOnWriteArrayList<>();
    listen((logger, message) -> said.add(message));
    parts.meanwhile = () -> allowConnections(false);
    CompletableFuture<List<DeliveryRef>> running =
        CompletableFuture.supplyAsync(() -> parts.direct().deliver(batch));
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> said.stream().filter(m -> m.startsWith("Could not record")).count() >= 2);
      assertThat(running).isNotDone();
    } finally {
      allowConnections(true);
    }

    assertThat(running.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(delivery(subscription).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(delivery(subscription).attempts()).isEqualTo(1);
    assertThat(parts.sent).hasSize(1);
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
  }

  private void allowConnections(boolean allowed) {
    String url = parts.postgres.config().url();
    String name = url.replaceAll(".*/([^/?]+).*", "$1");
    try (Connection admin =
            DriverManager.getConnection(url.replace("/" + name, "/postgres"), "postgres", "");
        Statement statement = admin.createStatement()) {
      statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + allowed);
      if (!allowed) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + name
                + "'");
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void listen(BiConsumer<String, String> to) {
    ListAppender<ILoggingEvent> appender =
        new ListAppender<>() {
          @Override
          protected void append(ILoggingEvent said) {
            to.accept(said.getLoggerName(), said.getFormattedMessage());
          }
        };
    appender.start();
    ((Logger) LoggerFactory.getLogger(OutcomeRecorder.class)).addAppender(appender);
  }

  private Delivery delivery(Subscription subscription) {
    return new DeliveryDao(parts.postgres.database())
        .ofEvent(event.eventId(), event.day(), 200).stream()
            .filter(each -> each.subscriptionId().equals(subscription.subscriptionId()))
            .findFirst()
            .orElseThrow();
  }

  private EventStatus eventStatus() {
    return new EventDao(parts.postgres.database())
        .find(Samples.TENANT, event.eventId())
        .orElseThrow()
        .status();
  }
}
