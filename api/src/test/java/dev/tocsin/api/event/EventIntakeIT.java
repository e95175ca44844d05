package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.api.event.Receipt.Accepted;
import dev.tocsin.api.event.Receipt.Conflict;
import dev.tocsin.api.event.Receipt.Refused;
import dev.tocsin.api.event.Receipt.Unavailable;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.event.EventDoorDao;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups, made certain by a lock on the table: what comes while it is held leaves together. */
class EventIntakeIT {
  private final TestDatabase database = TestDatabase.create();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Queue<String> started = new ConcurrentLinkedQueue<>();
  private EventIntake intake;
  private Handle lock;

  @BeforeEach
  void open() {
    intake = intake(new IntakeConfig(10, 10, 1, 200, 10));
    lock = database.database().jdbi().open().begin();
    lock.execute("LOCK TABLE event_key IN ACCESS EXCLUSIVE MODE");
  }

  @AfterEach
  void close() {
    lock.close();
    intake.close();
    database.close();
  }

  private EventIntake intake(IntakeConfig config) {
    EventStarter starter =
        new EventStarter() {
          @Override
          public void offer(Event event) {
            started.add(event.eventId());
          }

          @Override
          public void close() {}
        };
    EventIntake made =
        new EventIntake(new EventDoorDao(database.database()), starter, config, meters);
    made.start();
    return made;
  }

  private static Event event(String id, String title) {
    String json =
        "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"%s\",\"id\":\"%s\"}"
            .formatted(title, id);
    return EventDraft.of(JsonBody.parse(json.getBytes(UTF_8)), null)
        .received(Sent.reception("default", Instant.now()));
  }

  private CompletableFuture<Receipt> send(Event event) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return intake.accept(event);
          } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
          }
        });
  }

  private double waiting() {
    return meters.get("tocsin.intake.waiting").gauge().value();
  }

  /** One event whose commit waits for the lock, so that the next ones gather behind it. */
  private CompletableFuture<Receipt> occupy() {
    CompletableFuture<Receipt> first = send(event("first", "t"));
    await().until(() -> meters.get("tocsin.intake.group.size").summary().count() == 1);
    return first;
  }

  private CompletableFuture<Receipt> queue(Event event) {
    double before = waiting();
    CompletableFuture<Receipt> receipt = send(event);
    await().until(() -> waiting() == before + 1);
    return receipt;
  }

  @Test
  void tellsDuplicatesFromConflictsWithinOneGroup() {
    CompletableFuture<Receipt> first = occupy();
    List<CompletableFuture<Receipt>> group =
        List.of(
            queue(event("b", "t")),
            queue(event("a", "t")),
            queue(event("b", "t")),
            queue(event("b", "other")),
            queue(event("first", "t")),
            queue(event("first", "other")));
    lock.rollback();

    assertThat(first.join()).isEqualTo(new Accepted(event("first", "t").eventId(), false));
    assertThat(group.stream().map(CompletableFuture::join))
        .containsExactly(
            new Accepted(event("b", "t").eventId(), false),
            new Accepted(event("a", "t").eventId(), false),
            new Accepted(event("b", "t").eventId(), true),
            new Conflict(event("b", "t").eventId()),
            new Accepted(event("first", "t").eventId(), true),
            new Conflict(event("first", "t").eventId()));
    assertThat(meters.get("tocsin.intake.group.size").summary().max()).isEqualTo(6);
    await().until(() -> started.size() == 3);
  }

  @Test
  void refusesOnlyTheEventThatTheDatabaseDoesNotTake() {
    CompletableFuture<Receipt> first = occupy();
    Event good = event("good", "t");
    Event bad = unstorable(event("bad", "t"));
    CompletableFuture<Receipt> goodReceipt = queue(good);
    CompletableFuture<Receipt> badReceipt = queue(bad);
    lock.rollback();

    assertThat(first.join()).isInstanceOf(Accepted.class);
    assertThat(goodReceipt.join()).isEqualTo(new Accepted(good.eventId(), false));
    assertThat(badReceipt.join()).isEqualTo(new Refused());
  }

  /** A time that PostgreSQL has no room for, past the checks of the door. */
  private static Event unstorable(Event event) {
    return new Event(
        event.eventId(),
        event.tenant(),
        event.source(),
        event.type(),
        event.eventType(),
        event.severity(),
        event.title(),
        Instant.parse("+999999-01-01T00:00:00Z"),
        event.receivedAt(),
        JsonText.EMPTY_OBJECT,
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }

  @Test
  void letsOnlySoManyWait() {
    CompletableFuture<Receipt> first = occupy();
    List<CompletableFuture<Receipt>> waiting =
        java.util.stream.IntStream.range(0, 10)
            .mapToObj(number -> queue(event("w" + number, "t")))
            .toList();
    assertThat(send(event("late", "t")).join()).isEqualTo(new Unavailable(false));
    lock.rollback();
    assertThat(first.join()).isInstanceOf(Accepted.class);
    assertThat(waiting).allSatisfy(w -> assertThat(w.join()).isInstanceOf(Accepted.class));
  }

  @Test
  void manyEventsAtOnceShareACommitAndEachHasItsReceipt() {
    CompletableFuture<Receipt> first = occupy();
    List<Event> many =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(number -> event("m" + Math.min(number, 8), number == 9 ? "other" : "t"))
            .toList();
    CompletableFuture<List<Receipt>> receipts =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return intake.acceptAll(
                    many.stream().map(each -> new CheckedEvent(each, null)).toList());
              } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
              }
            });
    await().until(() -> waiting() == 10);
    lock.rollback();

    assertThat(first.join()).isInstanceOf(Accepted.class);
    assertThat(receipts.join())
        .hasSize(12)
        .startsWith(new Accepted(many.get(0).eventId(), false))
        .endsWith(
            new Accepted(many.get(8).eventId(), false),
            new Conflict(many.get(8).eventId()),
            new Unavailable(false),
            new Unavailable(false));
    assertThat(meters.get("tocsin.intake.group.size").summary().max()).isEqualTo(10);
  }

  @Test
  void finishesWhatWaitsWhenItCloses() {
    CompletableFuture<Receipt> first = occupy();
    CompletableFuture<Receipt> queued = queue(event("queued", "t"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(intake::close);
    lock.rollback();
    closed.join();
    assertThat(first.join()).isInstanceOf(Accepted.class);
    assertThat(queued.join()).isInstanceOf(Accepted.class);
    assertThat(send(event("late", "t")).join()).isEqualTo(new Unavailable(false));
  }

  @Test
  void saysWhetherALateEventMayHaveBeenTaken() {
    intake.close();
    intake = intake(new IntakeConfig(10, 1, 1, 200, 10));
    CompletableFuture<Receipt> inCommit = send(event("inCommit", "t"));
    await().until(() -> meters.get("tocsin.intake.group.size").summary().count() == 1);
    CompletableFuture<Receipt> stillQueued = send(event("queued", "t"));
    assertThat(inCommit.join()).isEqualTo(new Unavailable(true));
    assertThat(stillQueued.join()).isEqualTo(new Unavailable(false));
    lock.rollback();
  }
}
