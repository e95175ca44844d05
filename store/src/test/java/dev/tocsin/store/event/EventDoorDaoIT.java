package dev.tocsin.store.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventDoorDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final EventDoorDao door = new EventDoorDao(DATABASE.database());
  private final EventDao events = new EventDao(DATABASE.database());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aGroupTellsNewFromKnown() {
    List<Event> group = Samples.events(5);
    assertThat(insert(group.subList(1, 3)))
        .containsExactlyInAnyOrder(group.get(1).eventId(), group.get(2).eventId());

    assertThat(insert(group))
        .containsExactlyInAnyOrder(
            group.get(0).eventId(), group.get(3).eventId(), group.get(4).eventId());
    assertThat(insert(group)).isEmpty();
    Event known = group.get(0);
    Map<String, byte[]> hashes = door.contentHashes(Set.of(known.eventId(), "evt_unknown"));
    assertThat(hashes).containsOnlyKeys(known.eventId());
    assertThat(hashes.get(known.eventId())).isEqualTo(Samples.atTheDoor(known).contentHash());
  }

  @Test
  void nothingAtAllIsNoTrouble() {
    assertThat(insert(List.of())).isEmpty();
    assertThat(door.contentHashes(Set.of())).isEmpty();
  }

  @Test
  void aKnownEventKeepsItsFirstContent() {
    Event first = Samples.event(Identity.newEventId(Samples.NOW));
    insert(List.of(first));
    insert(List.of(Samples.withDetails(first, "{\"order\":2}")));

    assertThat(found(first).event()).isEqualTo(first);
  }

  @Test
  void whatIsAbsentInSomeOfAGroupStaysAbsentThere() {
    List<Event> plain = Samples.events(2);
    Event p = plain.get(0);
    Event full =
        new Event(
            p.eventId(),
            p.tenant(),
            "",
            "",
            "",
            Severity.CRITICAL,
            "{\"NULL\",\\ ,'\t\n}",
            Instant.parse("0001-01-01T00:00:00Z"),
            p.receivedAt(),
            p.details(),
            "NULL",
            "",
            new JsonText("{\"traceparent\":\"00-\\\"\"}"));
    insert(List.of(full, plain.get(1)));

    assertThat(found(full))
        .isEqualTo(new AcceptedEvent(full, EventStatus.PENDING, null, null, null, 0));
    assertThat(found(plain.get(1)).event()).isEqualTo(plain.get(1));
  }

  static List<String> hostileDetails() {
    return List.of(
        "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
        "{\"n\":1.10,\"big\":123456789012345678901234567890.123456789,\"e\":1E+308,\"neg\":-0.0}",
        "{\"n\":1e-400,\"digits\":" + "9".repeat(100) + "}",
        "{\"same\":1,\"same\":2}",
        "{\"nul\":\"a\\u0000b\",\"lone\":\"\\ud800\",\"\\u0000\":1}",
        "{\"\":\"\",\" \":null,\"quote\":\"\\\"\\\\\\/\",\"emoji\":\"😀\u2028\uFFFF\"}",
        "{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}",
        "{\"array\":\"{NULL,\\\"x\\\"}\",\"pg\":\"\\\\N\"}",
        "{\"long\":\"" + "x".repeat(200_000) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("hostileDetails")
  void detailsComeBackToTheLastCharacter(String details) {
    Event event = Samples.withDetails(Samples.event(Identity.newEventId(Samples.NOW)), details);
    insert(List.of(event));

    assertThat(found(event).event().details().text()).isEqualTo(details);
  }

  @Test
  void aGroupIsInsertedAsAWholeOrNotAtAll() {
    List<Event> group = new ArrayList<>(Samples.events(3));
    group.set(1, Samples.withDetails(group.get(1), "no JSON"));

    assertThatThrownBy(() -> insert(group)).isNotNull();
    assertThat(events.find(Samples.TENANT, group.get(0).eventId())).isEmpty();
    assertThat(door.contentHashes(Set.of(group.get(0).eventId(), group.get(2).eventId())))
        .isEmpty();
  }

  @Test
  void eachOfManyEventsIsNewForExactlyOneOfManyProcesses() throws Exception {
    List<Event> group = Samples.events(200);
    List<Callable<Set<String>>> processes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int from = i * 10;
      processes.add(() -> insert(group.subList(from, 140 + from)));
    }
    List<String> fresh = new ArrayList<>();
    Parallel.all(processes).forEach(fresh::addAll);

    assertThat(fresh).hasSize(190);
    assertThat(new HashSet<>(fresh)).hasSize(190);
  }

  private AcceptedEvent found(Event event) {
    return events.find(event.tenant(), event.eventId()).orElseThrow();
  }

  private Set<String> insert(List<Event> group) {
    return door.insertNew(group.stream().map(Samples::atTheDoor).toList());
  }
}
