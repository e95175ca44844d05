package dev.tocsin.store.delivery;

import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.contract.model.DeliveryStatus.WAITING;
import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryRecordDaoIT extends DeliveryRecordRig {
  private final DeliveryDao deliveries = new DeliveryDao(database);

  /** What a delivery is, what a late or timely outcome of its round says, and what it becomes. */
  @ParameterizedTest
  @CsvSource({
    "PENDING,SENT,SENT",
    "PENDING,RETRYING,RETRYING",
    "PENDING,DEAD,DEAD",
    "SCHEDULED,SENT,SENT",
    "SCHEDULED,RETRYING,RETRYING",
    "SCHEDULED,DEAD,DEAD",
    "RETRYING,SENT,SENT",
    "RETRYING,RETRYING,RETRYING",
    "RETRYING,DEAD,DEAD",
    "WAITING,SENT,SENT",
    "WAITING,RETRYING,WAITING",
    "WAITING,DEAD,DEAD",
    "DEAD,SENT,SENT",
    "DEAD,RETRYING,DEAD",
    "DEAD,DEAD,DEAD",
    "SENT,SENT,SENT",
    "SENT,RETRYING,SENT",
    "SENT,DEAD,SENT",
    "CANCELLED,SENT,CANCELLED",
    "CANCELLED,RETRYING,CANCELLED",
    "CANCELLED,DEAD,CANCELLED",
    "SUPPRESSED,SENT,SUPPRESSED",
    "SUPPRESSED,RETRYING,SUPPRESSED",
    "DELIVERED,SENT,DELIVERED",
    "DELIVERED,DEAD,DELIVERED",
    "BOUNCED,SENT,BOUNCED"
  })
  void whatADeliveryBecomes(DeliveryStatus is, DeliveryStatus outcome, DeliveryStatus becomes) {
    set(keys.get(0), is, 1);

    assertThat(record(keys.get(0), 1, outcome, 1)).isEqualTo(becomes);
    assertThat(delivery(0).status()).isEqualTo(becomes);
    assertThat(delivery(0).attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "RETRYING", "WAITING", "DEAD"})
  void aStragglerOfAnEarlierRoundChangesNothing(DeliveryStatus is) {
    set(keys.get(0), is, 2);
    Delivery before = delivery(0);
    record(keys.get(0), 1, RETRYING, 1);
    record(keys.get(0), 1, DEAD, 2);

    Delivery after = delivery(0);
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("attempts", "updatedAt")
        .isEqualTo(before);
    assertThat(after.attempts()).isEqualTo(2);
    assertThat(after.roundAttempts()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "RETRYING", "WAITING", "DEAD"})
  void aStragglerOfAnEarlierRoundThatReachedItsTargetCounts(DeliveryStatus is) {
    set(keys.get(0), is, 2);

    assertThat(record(keys.get(0), 1, SENT, 1)).isEqualTo(SENT);
    assertThat(delivery(0).settledAt()).isEqualTo(NOW);
    assertThat(delivery(0).nextAttemptAt()).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "CANCELLED"})
  void whatASettledDeliverySaysOfItselfIsKept(DeliveryStatus settled) {
    set(keys.get(0), settled, 1);
    Delivery before = delivery(0);
    record(keys.get(0), 1, RETRYING, 1);

    assertThat(delivery(0))
        .usingRecursiveComparison()
        .ignoringFields("attempts", "roundAttempts", "updatedAt")
        .isEqualTo(before);
    assertThat(deliveries.attempts(List.of(before))).hasSize(1);
  }

  @Test
  void anAttemptIsKeptWithAllItTells() {
    record(keys.get(0), 1, RETRYING, 1);
    record(keys.get(0), 1, RETRYING, 2);
    record(keys.get(0), 1, SENT, 3);

    List<Attempt> attempts = deliveries.attempts(List.of(delivery(0), delivery(1)));
    assertThat(attempts).extracting(Attempt::attempt).containsExactly(1, 2, 3);
    assertThat(attempts.get(1))
        .isEqualTo(
            new Attempt(
                keys.get(0).deliveryId(),
                2,
                1,
                NOW.plusMillis(2),
                12,
                503,
                "HTTP 503 after 2",
                "answer 2"));
    assertThat(attempts.get(2).error()).isNull();
    Delivery sent = delivery(0);
    assertThat(sent.roundAttempts()).isEqualTo(3);
    assertThat(sent.reason()).isNull();
    assertThat(sent.httpStatus()).isEqualTo(200);
    assertThat(sent.nextAttemptAt()).isNull();
    assertThat(sent.target()).isEqualTo("https://hooks.example.com/3");
  }

  @Test
  void aRetryingDeliveryTellsWhenItIsDueAlsoWhileItIsHeld() {
    record(keys.get(0), 1, RETRYING, 1);
    assertThat(delivery(0).nextAttemptAt()).isEqualTo(NOW.plusMillis(1).plusSeconds(300));

    set(keys.get(0), WAITING, 1);
    record(keys.get(0), 1, RETRYING, 2);
    assertThat(delivery(0).nextAttemptAt()).isEqualTo(NOW.plusMillis(2).plusSeconds(300));
  }

  @Test
  void aWriteThatIsRepeatedCountsOnce() {
    AttemptOutcome outcome = Samples.outcome(keys.get(0), event.eventId(), 1, RETRYING, 1);
    records.record(List.of(outcome), NOW);
    assertThat(records.record(List.of(outcome), NOW)).containsEntry(id(0), RETRYING);

    assertThat(delivery(0).attempts()).isEqualTo(1);
    assertThat(delivery(0).roundAttempts()).isEqualTo(1);
    assertThat(deliveries.attempts(List.of(delivery(0)))).hasSize(1);
  }

  @Test
  void severalOutcomesOfOneDeliveryInABatchAreRecordedInTurn() {
    AttemptOutcome failed = Samples.outcome(keys.get(0), event.eventId(), 1, RETRYING, 1);
    AttemptOutcome sent = Samples.outcome(keys.get(0), event.eventId(), 1, SENT, 2);
    AttemptOutcome other = Samples.outcome(keys.get(1), event.eventId(), 1, SENT, 3);

    assertThat(records.record(List.of(failed, sent, other, failed, sent), NOW))
        .containsEntry(id(0), SENT)
        .containsEntry(id(1), SENT);
    assertThat(delivery(0).attempts()).isEqualTo(2);
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
  }

  @Test
  void theLastSentMakesTheEventNotifiedWhicheverWayTheyCome() {
    record(keys.get(0), 1, SENT, 1);
    record(keys.get(0), 1, SENT, 2);
    record(keys.get(0), 1, SENT, 1);
    assertThat(eventStatus()).isEqualTo(EventStatus.PROCESSED);
    assertThat(unsent()).isEqualTo(1);

    record(keys.get(1), 1, DEAD, 1);
    assertThat(eventStatus()).isEqualTo(EventStatus.PROCESSED);
    record(keys.get(1), 1, SENT, 2);
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
    assertThat(unsent()).isZero();
  }

  @Test
  void bothOutcomesOfAnEventInOneBatchMakeItNotified() {
    records.record(
        keys.stream().map(key -> Samples.outcome(key, event.eventId(), 1, SENT, 1)).toList(), NOW);

    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
    assertThat(unsent()).isZero();
  }

  @Test
  void anEventWithACancelledDeliveryIsNotNotified() {
    deliveries.cancel(delivery(0), "by an operator", NOW);
    record(keys.get(0), 1, SENT, 1);
    record(keys.get(1), 1, SENT, 1);

    assertThat(eventStatus()).isEqualTo(EventStatus.PROCESSED);
  }

  @Test
  void whatIsNotStoredAnyMoreHoldsUpNobody() {
    DeliveryKey gone = new DeliveryKey("dlv_gone", keys.get(0).day().minusDays(90));

    assertThat(
            records.record(
                Stream.of(gone, keys.get(0))
                    .map(key -> Samples.outcome(key, event.eventId(), 1, SENT, 1))
                    .toList(),
                NOW))
        .containsOnlyKeys(id(0));
    assertThat(records.record(List.of(), NOW)).isEmpty();
  }

  @Test
  void anyAnswerCanBeRecorded() {
    AttemptOutcome o = Samples.outcome(keys.get(0), event.eventId(), 1, RETRYING, 1);
    String hostile = "nul \0 lone \uD800 {\"NULL\",\\} \uFFFF 😀" + "x".repeat(16_000);
    records.record(
        List.of(
            new AttemptOutcome(
                o.key(),
                o.eventId(),
                1,
                o.target(),
                o.at(),
                0,
                null,
                hostile,
                hostile,
                RETRYING,
                o.nextAttemptAt(),
                null)),
        NOW);

    assertThat(deliveries.attempts(List.of(delivery(0))).get(0).response())
        .startsWith("nul \uFFFD lone ")
        .endsWith("xxx");
  }

  @Test
  void deliveriesAreFoundAsTheyWereMatched() {
    Subscription third = Samples.stored(database);
    database
        .jdbi()
        .useHandle(h -> DeliveryRecordDao.insert(h, List.of(new NewDelivery(event, third)), NOW));
    List<Delivery> all = ofEvents(List.of(event));

    assertThat(all).hasSize(3);
    List<Delivery> loaded = database.jdbi().withHandle(h -> DeliveryRecordDao.load(h, keys));
    assertThat(loaded).extracting(Delivery::key).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(ofEvents(List.of())).isEmpty();
    database
        .jdbi()
        .useHandle(h -> DeliveryRecordDao.insert(h, List.of(new NewDelivery(event, third)), NOW));
    assertThat(ofEvents(List.of(event))).isEqualTo(all);
  }

  private List<Delivery> ofEvents(List<Event> events) {
    return database.jdbi().withHandle(h -> DeliveryRecordDao.ofEvents(h, events));
  }

  private String id(int index) {
    return keys.get(index).deliveryId();
  }

  private EventStatus eventStatus() {
    return new EventDao(database)
        .find(Samples.TENANT, event.eventId())
        .map(AcceptedEvent::status)
        .orElseThrow();
  }

  private int unsent() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT unsent FROM event WHERE event_id = :id")
                    .bind("id", event.eventId())
                    .mapTo(Integer.class)
                    .one());
  }
}
