package dev.tocsin.store.systemevent;

import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten dead letters in five minutes, unless the tenant decided otherwise, raise one alarm. */
class DeadLetterAlarmIT {
  private final TestDatabase postgres = TestDatabase.create();
  private final Database database = postgres.database();
  private final DeliveryRecordDao records = new DeliveryRecordDao(database);
  private final Subscription subscription = Samples.stored(database);

  @AfterEach
  void close() {
    postgres.close();
  }

  @Test
  void theTenthDeadLetterRaisesItAndTheFollowingDoNot() throws Exception {
    die(9, 0);
    assertThat(alarms()).isEmpty();
    die(1, 60);
    assertThat(alarms()).hasSize(1);
    die(50, 61);
    die(1, 120);

    assertThat(alarms()).hasSize(1);
    Event alarm = alarms().get(0);
    assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alarm.title())
        .isEqualTo("10 or more deliveries became dead letters within 5 minutes");
    JsonNode details = new ObjectMapper().readTree(alarm.details().text());
    assertThat(details.path("deadLetters").asInt()).isEqualTo(10);
    assertThat(details.path("minutes").asInt()).isEqualTo(5);
    JsonNode worst = details.path("subscriptions").path(0);
    assertThat(worst.path("subscriptionId").asText()).isEqualTo(subscription.subscriptionId());
    assertThat(worst.path("subscriptionName").asText()).isEqualTo("payments");
    assertThat(worst.path("deadLetters").asInt()).isEqualTo(10);
  }

  @Test
  void fewAtATimeNeverRaiseIt() {
    for (int minute = 0; minute < 30; minute++) {
      die(1, 60 * minute);
    }
    assertThat(alarms()).isEmpty();
  }

  @Test
  void aFloodThatGoesOnIsTheSameAlarmAndOneAfterAPauseIsAnother() {
    for (int minute = 0; minute < 20; minute++) {
      die(3, 60 * minute);
    }
    assertThat(alarms()).hasSize(1);

    // Fewer than ten in the five minutes before this: it has fallen, and rises anew.
    die(1, 60 * 30);
    assertThat(alarms()).hasSize(1);
    die(9, 60 * 31);
    assertThat(alarms()).hasSize(2);
  }

  @Test
  void itFallsWhereNoDeadLetterTellsSo() {
    die(10, 0);
    die(10, 301);
    assertThat(alarms()).hasSize(2);
  }

  @Test
  void theTenantDecidesHowManyAndWhetherAtAll() {
    decide(3, 1);
    die(2, 0);
    die(2, 61);
    assertThat(alarms()).isEmpty();
    die(1, 62);
    assertThat(alarms()).hasSize(1);

    decide(0, 5);
    die(40, 600);
    assertThat(alarms()).hasSize(1);
  }

  @Test
  void deadLettersOfSystemEventsDoNotCount() {
    List<Event> told =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    SystemEvent.of(
                        SystemEventType.CIRCUIT_OPENED,
                        TENANT,
                        "A title",
                        new ObjectMapper().createObjectNode(),
                        null,
                        NOW,
                        "c" + i))
            .sorted((one, other) -> one.eventId().compareTo(other.eventId()))
            .toList();
    die(told, 0);

    assertThat(alarms()).isEmpty();
  }

  @Test
  void ofManyProcessesThatWriteTheTenthTogetherOneTells() throws Exception {
    List<Callable<Boolean>> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<Event> events = Samples.events(2);
      List<DeliveryKey> keys = Samples.matched(database, events, List.of(subscription));
      processes.add(
          () -> {
            record(keys, events, NOW);
            return true;
          });
    }
    Parallel.all(processes);

    assertThat(alarms()).hasSize(1);
  }

  private void decide(int deadLetters, int minutes) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE tenant SET alarm_dead_letters = ?, alarm_minutes = ?",
                    deadLetters,
                    minutes));
  }

  private void die(int count, long second) {
    die(Samples.events(count), second);
  }

  private void die(List<Event> events, long second) {
    record(
        Samples.matched(database, events, List.of(subscription)), events, NOW.plusSeconds(second));
  }

  private void record(List<DeliveryKey> keys, List<Event> events, Instant now) {
    records.record(
        IntStream.range(0, keys.size())
            .mapToObj(i -> Samples.outcome(keys.get(i), events.get(i).eventId(), 1, DEAD, 1))
            .toList(),
        now);
  }

  private List<Event> alarms() {
    return new EventDao(database)
            .list(
                TENANT,
                new EventFilter(null, "tocsin.alarm.dead_letters", null, null, null),
                Page.Cursor.START,
                50)
            .items()
            .stream()
            .map(AcceptedEvent::event)
            .toList();
  }
}
