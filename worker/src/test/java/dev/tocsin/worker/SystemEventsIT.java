package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails is told on the same bus, once, and telling it never goes in circles. */
class SystemEventsIT {
  private static final String DEAD_LETTERED = "tocsin.delivery.dead_lettered";
  private static final String RECOVERED = "tocsin.delivery.recovered";

  private static final CircuitSettings SETTINGS =
      new CircuitSettings(3, Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(5));

  @TempDir Path outbox;
  private Rig rig;

  /** What the target answers at /hook, and what it was told at /told. */
  private final AtomicInteger status = new AtomicInteger(422);

  private final AtomicInteger toldStatus = new AtomicInteger(204);
  private final Queue<RecordedRequest> told = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox, SETTINGS);
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            boolean hears = "/told".equals(request.getUrl().encodedPath());
            if (hears) {
              told.add(request);
            }
            int answer = hears ? toldStatus.get() : status.get();
            return new MockResponse.Builder().code(answer).build();
          }
        });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aDeadLetterAndItsRecoveryReachWhoeverSubscribed() {
    rig.subscribeWebhook(null);
    hear(DEAD_LETTERED, null, "/told");
    hear(RECOVERED, null, "/told");

    Event event = rig.publish();

    await().until(() -> told.size() == 1);
    assertThat(told.element().getHeaders().get("X-Event-Type")).isEqualTo(DEAD_LETTERED);
    assertThat(told.element().getHeaders().get("webhook-signature")).startsWith("v1,");
    assertThat(told.element().getBody().utf8())
        .contains(rig.only(event).deliveryId(), "\"errorClass\":\"HTTP_4XX\"")
        .doesNotContain("user-api");

    status.set(204);
    rig.startRound(rig.only(event), 2);
    await().until(() -> told.size() == 2);

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(List.copyOf(told).get(1).getHeaders().get("X-Event-Type")).isEqualTo(RECOVERED);
    assertThat(events(null)).hasSize(3);
  }

  @Test
  void aDeadTargetThatHearsOfEverythingDoesNotMultiplyEvents() {
    rig.subscribeWebhook(null);
    toldStatus.set(422);
    // By name, by prefix and as everything: the last is told of its own dead letters as well.
    hear(DEAD_LETTERED, null, "/told");
    hear(null, "{\"detail-type\":[{\"prefix\":\"tocsin.\"}]}", "/told");
    hear(null, "{\"severity\":[\"HIGH\",\"CRITICAL\"]}", "/told");

    Event event = rig.publish();

    // Its own dead letter, and that of the one that hears everything.
    await().until(() -> events(DEAD_LETTERED).size() == 2);
    await().until(() -> told.size() == 7);
    await()
        .until(
            () ->
                events(DEAD_LETTERED).stream()
                        .flatMap(each -> rig.all(each.event()).stream())
                        .filter(each -> each.status() == DeliveryStatus.DEAD)
                        .count()
                    == 6);
    assertThat(rig.all(event)).allMatch(each -> each.status() == DeliveryStatus.DEAD);
    assertThat(events(null)).hasSize(3);
  }

  @Test
  void aMailboxThatRefusesWhatItHearsIsNotToldSo() {
    rig.subscribeWebhook(null);
    Subscription mailbox =
        subscription(null, "{\"detail-type\":[{\"prefix\":\"tocsin.\"}]}", "EMAIL", "no mailbox");
    rig.subscriptions.insert(mailbox);

    rig.publish();

    await().until(() -> events(DEAD_LETTERED).size() == 1);
    Event only = events(DEAD_LETTERED).get(0).event();
    await().until(() -> rig.all(only).size() == 1);
    await().until(() -> rig.only(only).status() == DeliveryStatus.DEAD);
    assertThat(events(null)).hasSize(2);
  }

  @Test
  void whereNobodyHearsADeadLetterIsOnlyARow() {
    rig.subscribeWebhook(null);
    Delivery dead = rig.only(rig.publish());

    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(events(null)).hasSize(1);
  }

  @Test
  void aTargetThatIsDownOrGoneIsToldWithItsHost() {
    rig.subscribeWebhook(new RetrySchedule(List.of(604_800), 0));
    hear("tocsin.circuit.opened", null, "/told");
    hear("tocsin.subscription.disabled", null, "/told");
    status.set(503);
    for (int i = 0; i < 3; i++) {
      rig.publish();
    }

    await().until(() -> told.size() == 1);
    String opened = told.remove().getBody().utf8();
    assertThat(opened).contains("tocsin.circuit.opened", "\"severity\":\"HIGH\"", "503");
    assertThat(opened).contains("\"host\":\"" + rig.target.getHostName() + ":");

    status.set(410);
    rig.subscribeWebhook(null);
    rig.publish();

    await().until(() -> told.size() == 1);
    assertThat(told.remove().getBody().utf8())
        .contains("tocsin.subscription.disabled", "\"severity\":\"CRITICAL\"", "410");
  }

  @Test
  void tenDeadLettersRaiseOneAlarm() {
    rig.subscribeWebhook(null);
    hear("tocsin.alarm.dead_letters", null, "/told");
    for (int i = 0; i < 14; i++) {
      rig.publish();
    }

    await().until(() -> told.size() == 1);
    assertThat(told.element().getBody().utf8()).contains("\"severity\":\"CRITICAL\"");
    assertThat(events(null)).hasSize(15);
  }

  private void hear(@Nullable String type, @Nullable String pattern, String path) {
    rig.subscriptions.insert(
        subscription(type, pattern, "WEBHOOK", rig.target.url(path).toString()));
  }

  private Subscription subscription(
      @Nullable String type, @Nullable String pattern, String channel, String to) {
    Instant now = rig.now();
    return Subscription.builder(Identity.newSubscriptionId(now), Rig.TENANT, now)
        .eventType(type)
        .pattern(pattern == null ? null : new JsonText(pattern))
        .to(channel, to)
        .build();
  }

  private List<AcceptedEvent> events(@Nullable String type) {
    return rig.events
        .list(Rig.TENANT, new EventFilter(null, type, null, null, null), Page.Cursor.START, 200)
        .items();
  }
}
