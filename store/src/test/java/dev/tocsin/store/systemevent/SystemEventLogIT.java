package dev.tocsin.store.systemevent;

import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.delivery.DeliveryRunDao;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts and what is told of them are there together, once, and only where somebody could hear. */
class SystemEventLogIT {
  private static final String DEAD_LETTERED = "tocsin.delivery.dead_lettered";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestDatabase postgres = TestDatabase.create();
  private final Database database = postgres.database();
  private final Queue<Event> started = new ConcurrentLinkedQueue<>();
  private final SystemEventLog log =
      new SystemEventLog((channel, target) -> "hooks.example.com", started::add);
  private final DeliveryRecordDao records = new DeliveryRecordDao(database, log);
  private final CircuitDao circuits = new CircuitDao(database, log);
  private final WaitingDao waiting = new WaitingDao(database, log);
  private final Subscription subscription = Samples.stored(database);

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void aDeadLetterIsToldWithItsIdsAndWithoutWhatWasPublished() throws Exception {
    subscribe(DEAD_LETTERED, null, Severity.LOW);
    Event event = Samples.withDetails(Samples.events(1).get(0), "{\"secret\":\"planted\"}");
    DeliveryKey key = Samples.matched(database, List.of(event), List.of(subscription)).get(0);

    record(outcome(key, event, DEAD, 1, 422, "Webhook failed: 422", "x".repeat(2_000)));

    AcceptedEvent told = onlyEvent(DEAD_LETTERED);
    assertThat(told.status()).isEqualTo(EventStatus.PENDING);
    assertThat(told.event().source()).isEqualTo("tocsin");
    assertThat(told.event().severity()).isEqualTo(Severity.HIGH);
    assertThat(told.event().title())
        .isEqualTo(
            "Order.Paid was not delivered to WEBHOOK hooks.example.com: HTTP 422 after 1 attempt");
    assertThat(told.event().correlationId()).isEqualTo(told.event().eventId());
    JsonNode details = JSON.readTree(told.event().details().text());
    assertThat(details.path("deliveryId").asText()).isEqualTo(key.deliveryId());
    assertThat(details.path("eventId").asText()).isEqualTo(event.eventId());
    assertThat(details.path("eventType").asText()).isEqualTo("order.paid");
    assertThat(details.path("subscriptionId").asText()).isEqualTo(subscription.subscriptionId());
    assertThat(details.path("subscriptionName").asText()).isEqualTo("payments");
    assertThat(details.path("host").asText()).isEqualTo("hooks.example.com");
    assertThat(details.path("errorClass").asText()).isEqualTo("HTTP_4XX");
    assertThat(details.path("attempts").asInt()).isEqualTo(1);
    assertThat(details.path("reason").asText()).startsWith("Webhook failed: 422: xxx");
    assertThat(told.event().details().text()).hasSizeLessThan(1_000).doesNotContain("planted");
    assertThat(started).containsExactly(told.event());
  }

  @Test
  void whatIsRecordedAgainIsToldOnce() {
    subscribe(DEAD_LETTERED, null, Severity.LOW);
    Event event = Samples.events(1).get(0);
    DeliveryKey key = Samples.matched(database, List.of(event), List.of(subscription)).get(0);
    AttemptOutcome outcome = outcome(key, event, DEAD, 1, 422, "no", null);

    record(outcome);
    record(outcome);
    record(outcome(key, event, DEAD, 2, 422, "no", null));

    assertThat(events(DEAD_LETTERED)).hasSize(1);
    assertThat(started).hasSize(1);
  }

  @Test
  void aRolledBackFactIsNotTold() {
    subscribe(DEAD_LETTERED, null, Severity.LOW);
    DeliveryKey key = dead(1).get(0);
    int before = events(null).size();
    started.clear();

    assertThatThrownBy(
            () ->
                database
                    .jdbi()
                    .useTransaction(
                        handle -> {
                          handle.execute("UPDATE delivery SET round = 7");
                          log.deadLettered(handle, List.of(key), NOW);
                          throw new IllegalStateException("The process dies");
                        }))
        .hasMessage("The process dies");

    assertThat(events(null)).hasSize(before);
    assertThat(started).isEmpty();
  }

  @Test
  void aRedriveThatArrivesIsToldAsRecovered() {
    subscribe("tocsin.delivery.recovered", null, Severity.LOW);
    Event event = Samples.events(1).get(0);
    List<DeliveryKey> keys =
        Samples.matched(database, List.of(event), List.of(subscription, Samples.stored(database)));
    record(outcome(keys.get(0), event, DEAD, 1, 500, "no", null));
    // The second works at once, and has nothing to recover from.
    record(outcome(keys.get(1), event, SENT, 1, 200, null, null));
    new DeliveryRunDao(database).openRound(keys.get(0), 2, NOW);

    records.record(List.of(Samples.outcome(keys.get(0), event.eventId(), 2, RETRYING, 5)), NOW);
    assertThat(events("tocsin.delivery.recovered")).isEmpty();
    records.record(List.of(Samples.outcome(keys.get(0), event.eventId(), 2, SENT, 9)), NOW);

    AcceptedEvent told = onlyEvent("tocsin.delivery.recovered");
    assertThat(told.event().severity()).isEqualTo(Severity.LOW);
    assertThat(told.event().details().text()).contains(keys.get(0).deliveryId(), "\"round\":2");
  }

  @Test
  void whatWasSuppressedAndNotDeadHasNothingToRecoverFrom() {
    subscribe("tocsin.delivery.recovered", null, Severity.LOW);
    Event event = Samples.events(1).get(0);
    DeliveryKey key = Samples.matched(database, List.of(event), List.of(subscription)).get(0);
    record(outcome(key, event, DeliveryStatus.SUPPRESSED, 1, 0, "on the list", null));
    new DeliveryRunDao(database).openRound(key, 2, NOW);

    records.record(List.of(Samples.outcome(key, event.eventId(), 2, SENT, 9)), NOW);

    assertThat(events("tocsin.delivery.recovered")).isEmpty();
  }

  @Test
  void deadLettersOfSystemEventsAreNotTold() {
    subscribe(null, "{\"source\":[\"tocsin\"]}", Severity.LOW);
    Event told =
        new Event(
            Identity.newEventId(NOW),
            Samples.TENANT,
            "tocsin",
            DEAD_LETTERED,
            DEAD_LETTERED,
            Severity.HIGH,
            "A title",
            NOW,
            NOW,
            JsonText.EMPTY_OBJECT,
            null,
            null,
            JsonText.EMPTY_OBJECT);
    DeliveryKey key = Samples.matched(database, List.of(told), List.of(subscription)).get(0);

    record(outcome(key, told, DEAD, 1, 422, "no", null));
    new DeliveryRunDao(database).openRound(key, 2, NOW);
    records.record(List.of(Samples.outcome(key, told.eventId(), 2, SENT, 9)), NOW);

    assertThat(events(null))
        .extracting(each -> each.event().eventId())
        .containsOnly(told.eventId());
  }

  /** Which subscriptions could hear of a dead letter, whose severity is HIGH. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "tocsin.delivery.dead_lettered||LOW|true",
        "tocsin.delivery.dead_lettered||HIGH|true",
        "tocsin.delivery.dead_lettered||CRITICAL|false",
        "tocsin.circuit.opened||LOW|false",
        "order.paid||LOW|false",
        "|{\"detail-type\":[\"tocsin.delivery.dead_lettered\"]}|LOW|true",
        "|{\"detail-type\":[{\"prefix\":\"toc\"}]}|LOW|true",
        "|{\"detail-type\":[\"\\u0074ocsin.delivery.dead_lettered\"]}|LOW|true",
        "|{\"severity\":[\"HIGH\"]}|LOW|true",
        "|{\"$or\":[{\"source\":[\"a\"]},{\"detail-type\":[\"tocsin.x\"]}]}|LOW|true",
        "|{\"severity\":[\"HIGH\"]}|CRITICAL|false",
        "|{\"detail-type\":[\"order.paid\",\"order.shipped\"]}|LOW|false",
        "order.paid|{\"severity\":[\"HIGH\"]}|LOW|false"
      })
  void onlyWhatSomebodyCouldHearIsWritten(
      @Nullable String type, @Nullable String pattern, Severity floor, boolean told) {
    Subscription listener = subscribe(type, pattern, floor);

    dead(1);
    assertThat(events(DEAD_LETTERED)).hasSize(told ? 1 : 0);

    new SubscriptionDao(database)
        .change(
            Samples.TENANT,
            listener.subscriptionId(),
            was -> was.withActive(false, was.updatedAt()));
    dead(1);
    assertThat(events(DEAD_LETTERED)).as("paused").hasSize(told ? 1 : 0);
  }

  @Test
  void whatIsGivenUpBehindACircuitIsTold() {
    subscribe(DEAD_LETTERED, null, Severity.LOW);
    Samples.matched(database, Samples.events(3), List.of(subscription));
    circuits.open(circuit(CircuitState.OPEN));

    waiting.giveUp(subscription.subscriptionId(), NOW.plusSeconds(9), "Its target was down", NOW);

    assertThat(events(DEAD_LETTERED)).hasSize(3);
    assertThat(started).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCircuitThatOpensOrIsDisabledIsToldOnceWhoeverHears(boolean gone) {
    circuits.open(circuit(gone ? CircuitState.DISABLED : CircuitState.OPEN));
    circuits.open(circuit(gone ? CircuitState.DISABLED : CircuitState.OPEN));

    AcceptedEvent told = onlyEvent(null);
    assertThat(told.event().type())
        .isEqualTo(gone ? "tocsin.subscription.disabled" : "tocsin.circuit.opened");
    assertThat(told.event().severity()).isEqualTo(gone ? Severity.CRITICAL : Severity.HIGH);
    assertThat(told.event().details().text())
        .contains(subscription.subscriptionId(), "\"host\":\"hooks.example.com\"", "503");
  }

  @Test
  void anOpenCircuitThatIsDisabledIsToldAndOneThatFailsOnIsNot() {
    circuits.open(circuit(CircuitState.OPEN));
    Circuit open = circuits.find(subscription.subscriptionId()).orElseThrow();
    circuits.update(open.failed("503", NOW, NOW.plusSeconds(60)), NOW);
    circuits.update(open.disabled("For too long", NOW), NOW);
    circuits.update(open.disabled("For too long", NOW), NOW);

    assertThat(events(null))
        .extracting(each -> each.event().type())
        .containsExactlyInAnyOrder("tocsin.circuit.opened", "tocsin.subscription.disabled");
  }

  private Circuit circuit(CircuitState state) {
    return new Circuit(
        subscription.subscriptionId(),
        state,
        "Webhook failed: 503",
        NOW,
        NOW.minusSeconds(60),
        0,
        state == CircuitState.OPEN ? NOW.plusSeconds(30) : null);
  }

  /** Makes so many dead letters, in one commit. */
  private List<DeliveryKey> dead(int count) {
    List<Event> events = Samples.events(count);
    List<DeliveryKey> keys = Samples.matched(database, events, List.of(subscription));
    List<AttemptOutcome> outcomes = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> outcomes.add(outcome(keys.get(i), events.get(i), DEAD, 1, 422, "no", null)));
    records.record(outcomes, NOW);
    return keys;
  }

  private void record(AttemptOutcome outcome) {
    records.record(List.of(outcome), NOW);
  }

  private static AttemptOutcome outcome(
      DeliveryKey key,
      Event event,
      DeliveryStatus status,
      long millis,
      int httpStatus,
      @Nullable String error,
      @Nullable String response) {
    return new AttemptOutcome(
        key,
        event.eventId(),
        1,
        "https://hooks.example.com/secret-path",
        NOW.plusMillis(millis),
        1,
        httpStatus,
        error,
        response,
        status,
        null,
        null);
  }

  private Subscription subscribe(@Nullable String type, @Nullable String pattern, Severity floor) {
    return new SubscriptionDao(database)
        .insert(
            Subscription.builder(Identity.newSubscriptionId(NOW), Samples.TENANT, NOW)
                .eventType(type)
                .severityFilter(floor)
                .pattern(pattern == null ? null : new JsonText(pattern))
                .to("EMAIL", "ops@example.com")
                .build());
  }

  private AcceptedEvent onlyEvent(@Nullable String type) {
    List<AcceptedEvent> all = events(type);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<AcceptedEvent> events(@Nullable String type) {
    return new EventDao(database)
        .list(Samples.TENANT, new EventFilter(null, type, null, null, null), Page.Cursor.START, 200)
        .items();
  }
}
