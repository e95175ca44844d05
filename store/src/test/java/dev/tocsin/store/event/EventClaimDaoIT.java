package dev.tocsin.store.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventClaimDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void anotherWorkflowsClaimIsLeftAlone() {
    List<Event> events = accepted(3);
    assertThat(claim("one", events.subList(0, 2))).isEqualTo(ids(events.subList(0, 2)));

    assertThat(claim("other", events)).isEqualTo(ids(events.subList(2, 3)));
    assertThat(workflowOf(events.get(0))).isEqualTo("one");
  }

  @Test
  void anOwnClaimComesBackAsItWasRecorded() {
    List<Event> events = accepted(2);
    claim("one", events);

    List<AcceptedEvent> again =
        database.jdbi().inTransaction(h -> EventClaimDao.lock(h, Samples.group("one", events)));
    assertThat(again).extracting(each -> each.event().eventId()).isEqualTo(ids(events));
    assertThat(again).allMatch(each -> each.status() == EventStatus.PROCESSED);
    assertThat(again).allMatch(each -> Samples.NOW.equals(each.processedAt()));
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    List<Event> unknown = Samples.events(2);
    assertThat(claim("one", unknown)).isEmpty();
    assertThat(claim("one", List.of())).isEmpty();
  }

  @Test
  void aClaimUnderWayIsWaitedForAndThenLeftAlone() throws Exception {
    List<Event> events = accepted(2);
    CountDownLatch locked = new CountDownLatch(1);
    Map<String, List<String>> claimed = new HashMap<>();
    Parallel.run(
        () ->
            database
                .jdbi()
                .useTransaction(
                    handle -> {
                      claimed.put("first", claim(handle, "first", events));
                      locked.countDown();
                      Awaitility.await().until(() -> waiting() == 1);
                    }),
        () -> {
          locked.await(10, TimeUnit.SECONDS);
          List<String> second = claim("second", events);
          claimed.put("second", second);
        });

    assertThat(claimed).containsEntry("first", ids(events)).containsEntry("second", List.of());
    assertThat(workflowOf(events.get(1))).isEqualTo("first");
  }

  @Test
  void aClaimThatIsRolledBackGoesToWhoWaits() throws Exception {
    List<Event> events = accepted(2);
    CountDownLatch locked = new CountDownLatch(1);
    List<String> second = new ArrayList<>();
    Parallel.run(
        () ->
            database
                .jdbi()
                .useTransaction(
                    handle -> {
                      claim(handle, "first", events);
                      locked.countDown();
                      Awaitility.await().until(() -> waiting() == 1);
                      handle.rollback();
                    }),
        () -> {
          locked.await(10, TimeUnit.SECONDS);
          second.addAll(claim("second", events));
        });

    assertThat(second).isEqualTo(ids(events));
  }

  @Test
  void groupsThatOverlapInAnyOrderNeverWaitInACircle() throws Exception {
    List<Event> events = accepted(150);
    List<Callable<List<String>>> groups = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<Event> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled);
      String workflow = "group" + i;
      groups.add(() -> claim(workflow, shuffled.subList(0, 120)));
    }
    List<String> claimed = new ArrayList<>();
    Parallel.all(groups).forEach(claimed::addAll);

    assertThat(claimed).doesNotHaveDuplicates();
  }

  @Test
  void anEventWithoutDeliveriesIsProcessedAndStaysSo() {
    List<Event> events = accepted(1);
    claim("one", events);

    assertThat(new EventDao(database).find(Samples.TENANT, events.get(0).eventId()))
        .get()
        .extracting(AcceptedEvent::status)
        .isEqualTo(EventStatus.PROCESSED);
  }

  private List<Event> accepted(int count) {
    List<Event> events = Samples.events(count);
    Samples.accept(database, events);
    return events;
  }

  private List<String> claim(String workflowId, List<Event> events) {
    return database.jdbi().inTransaction(handle -> claim(handle, workflowId, events));
  }

  private static List<String> claim(Handle handle, String workflowId, List<Event> events) {
    List<Event> mine =
        EventClaimDao.lock(handle, Samples.group(workflowId, events)).stream()
            .map(AcceptedEvent::event)
            .toList();
    EventClaimDao.markProcessed(handle, workflowId, mine, Map.of(), Samples.NOW);
    return ids(mine);
  }

  private String workflowOf(Event event) {
    return new EventDao(database).find(event.tenant(), event.eventId()).orElseThrow().workflowId();
  }

  /** How many connections of this database wait for a row. */
  private int waiting() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    .mapTo(Integer.class)
                    .one());
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::eventId).toList();
  }
}
