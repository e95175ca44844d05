package dev.tocsin.store.partition;

import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.catalogue.TypeSource;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.event.EventDoorDao;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionDaoIT {
  private static final Instant START = Instant.parse("2030-01-10T23:59:59.999Z");
  private static final LocalDate TODAY = LocalDate.parse("2030-01-10");

  private TestDatabase test;
  private Database database;
  private PartitionDao partitions;

  @BeforeEach
  void open() {
    test = TestDatabase.createEmpty();
    database = test.database();
    database.migrate();
    partitions = new PartitionDao(database, RetentionConfig.DEFAULT);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void partitionsAreMadeSevenDaysAheadAndOnce() {
    partitions.makeAhead(START);
    partitions.makeAhead(START);
    assertThat(partitions.days()).hasSize(9).contains(TODAY.minusDays(1), TODAY.plusDays(7));

    partitions.makeAhead(START.plus(Duration.ofDays(1)));
    assertThat(partitions.days()).hasSize(10).contains(TODAY.plusDays(8));
  }

  @Test
  void twoProcessesMakeAndDropAtOnce() throws Exception {
    Instant later = days(60);
    Parallel.run(() -> partitions.makeAhead(START), () -> partitions.makeAhead(START));
    assertThat(partitions.days()).hasSize(9);

    Parallel.run(() -> partitions.dropExpired(later), () -> partitions.dropExpired(later));
    assertThat(partitions.days()).isEmpty();
  }

  @Test
  void rowsGoToThePartitionOfTheirDay() {
    partitions.makeAhead(START);
    delivered(START, SENT);

    assertThat(rows("event_20300110")).isEqualTo(1);
    assertThat(rows("delivery_20300110")).isEqualTo(1);
    assertThat(rows("attempt_20300110")).isEqualTo(1);
    assertThat(rows("event_default")).isZero();
  }

  @Test
  void rowsOfADayWithoutAPartitionAreTakenAndMovedWhenItIsMade() {
    delivered(START, SENT);
    delivered(days(5), SENT);
    assertThat(rows("event_default")).isEqualTo(2);

    partitions.makeAhead(START);
    for (String table : List.of("event", "delivery", "attempt")) {
      assertThat(rows(table + "_default")).isZero();
      assertThat(rows(table + "_20300110")).isEqualTo(1);
      assertThat(rows(table)).isEqualTo(2);
    }
  }

  @Test
  void rowsOfADayLongPastFindTheirPartitionTooAndAreDroppedInTheirTime() {
    delivered(days(-20), SENT);
    partitions.makeAhead(START);
    assertThat(rows("event_default")).isZero();

    partitions.dropExpired(days(30));
    assertThat(rows("event")).isZero();
    assertThat(rows("attempt")).isZero();
  }

  @Test
  void aDayIsDroppedAfterItsRetentionAndNotBefore() {
    partitions.makeAhead(START);
    delivered(START, SENT);
    partitions.dropExpired(days(30));
    assertThat(rows("delivery")).isEqualTo(1);

    partitions.dropExpired(days(31));
    assertThat(partitions.days()).doesNotContain(TODAY).contains(TODAY.plusDays(1));
    assertThat(rows("event") + rows("delivery") + rows("attempt")).isZero();
  }

  @Test
  void figuresOfEventTypesAreKeptAsLongAsEvents() {
    Instant next = START.plus(Duration.ofDays(1));
    new TypeFiguresDao(database)
        .add(
            List.of(
                new TypeDay("t", "a", TODAY, 7, START),
                new TypeDay("t", "a", TODAY.plusDays(1), 7, next)),
            List.of(
                new TypeSource("t", "a", "gone", 7, START, START),
                new TypeSource("t", "a", "there", 7, START, next)));
    partitions.dropExpired(days(30));
    assertThat(rows("event_type_day") + rows("event_type_source")).isEqualTo(4);

    partitions.dropExpired(days(31));
    assertThat(rows("event_type_day")).isEqualTo(1);
    assertThat(new TypeFiguresDao(database).sources("t", "a", 9))
        .extracting(TypeSource::source)
        .containsExactly("there");
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "SCHEDULED", "RETRYING", "WAITING"})
  void aDayWithAnOpenDeliveryStays(DeliveryStatus open) {
    partitions.makeAhead(START);
    delivered(START, SENT);
    DeliveryKey key = delivered(START, SENT);
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE delivery SET status = ? WHERE delivery_id = ?",
                    open.name(),
                    key.deliveryId()));

    partitions.dropExpired(days(400));
    assertThat(partitions.days()).containsExactly(TODAY);
    assertThat(rows("attempt")).isEqualTo(2);
  }

  @Test
  void aDayWithAPendingEventStays() {
    partitions.makeAhead(START);
    Samples.accept(database, List.of(event(START)));

    partitions.dropExpired(days(400));
    assertThat(partitions.days()).containsExactly(TODAY);
  }

  @Test
  void aDayWithADeadLetterStaysAsLongAsDeadLettersAreKept() {
    partitions.makeAhead(START);
    delivered(START, DEAD);

    partitions.dropExpired(days(90));
    assertThat(partitions.days()).containsExactly(TODAY);
    partitions.dropExpired(days(90).plusMillis(1));
    assertThat(partitions.days()).isEmpty();
  }

  @Test
  void aDropThatBrokeOffIsTakenUpAgain() {
    partitions.makeAhead(START);
    delivered(START, SENT);
    database.jdbi().useHandle(h -> h.execute("DROP TABLE delivery_20300110"));

    partitions.dropExpired(days(31));
    assertThat(partitions.days()).doesNotContain(TODAY);
    assertThat(rows("attempt")).isZero();
  }

  @Test
  void eventIdsAreForgottenInTheirTime() {
    partitions.makeAhead(START);
    Event event = event(START);
    Samples.accept(database, List.of(event));
    EventDoorDao door = new EventDoorDao(database);
    partitions.dropExpired(days(30));
    assertThat(door.contentHashes(Set.of(event.eventId()))).isNotEmpty();

    partitions.dropExpired(days(31));
    assertThat(door.contentHashes(Set.of(event.eventId()))).isEmpty();
  }

  @Test
  void maintenanceGoesOnUnderLoad() throws Exception {
    partitions.makeAhead(days(-60));
    delivered(days(-60), SENT);
    partitions.makeAhead(START);
    AtomicBoolean done = new AtomicBoolean();
    List<Parallel.Step> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      steps.add(
          () -> {
            do {
              delivered(START, SENT);
            } while (!done.get());
          });
    }
    steps.add(
        () -> {
          try {
            partitions.makeAhead(days(30));
            partitions.dropExpired(START);
          } finally {
            done.set(true);
          }
        });
    Parallel.run(steps.toArray(Parallel.Step[]::new));

    assertThat(partitions.days()).noneMatch(day -> day.isBefore(TODAY.minusDays(30)));
    assertThat(rows("attempt")).isEqualTo(rows("event")).isEqualTo(rows("delivery"));
  }

  private DeliveryKey delivered(Instant at, DeliveryStatus status) {
    Event event = event(at);
    DeliveryKey key =
        Samples.matched(database, List.of(event), List.of(Samples.subscription())).get(0);
    new DeliveryRecordDao(database)
        .record(List.of(Samples.outcome(key, event.eventId(), 1, status, 1)), at);
    return key;
  }

  private static Event event(Instant at) {
    return Samples.event(Identity.newEventId(at), Samples.TENANT, Severity.LOW, at);
  }

  private static Instant days(int later) {
    return TODAY.plusDays(later).atTime(23, 59, 59, 999_000_000).toInstant(ZoneOffset.UTC);
  }

  private int rows(String table) {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }
}
