package dev.tocsin.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLanesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final StartLanes lanes = new StartLanes(5_000);

  @Test
  void anUrgentEventStandsBehindNoneThatIsLess() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      lanes.offer(event("low" + i, "a", Severity.LOW));
    }
    lanes.offer(event("urgent", "a", Severity.CRITICAL));
    assertThat(ids(lanes.take(Severity.CRITICAL, 200))).containsExactly("urgent");
    assertThat(lanes.take(Severity.LOW, 200)).hasSize(200);
    assertThat(lanes.size()).isEqualTo(4_800);
  }

  @Test
  void whatWaitsLeavesTogetherAndAloneWhereNothingElseWaits() throws Exception {
    lanes.offer(event("first", "a", Severity.HIGH));
    assertThat(ids(lanes.take(Severity.HIGH, 200))).containsExactly("first");
    lanes.offer(event("second", "a", Severity.HIGH));
    lanes.offer(event("third", "a", Severity.HIGH));
    assertThat(ids(lanes.take(Severity.HIGH, 200))).containsExactly("second", "third");
  }

  @Test
  void aTenantsFloodDoesNotStandBeforeAnothersEvent() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      lanes.offer(event("flood" + i, "a", Severity.LOW));
    }
    lanes.offer(event("single", "b", Severity.LOW));
    assertThat(ids(lanes.take(Severity.LOW, 4)))
        .containsExactly("flood0", "single", "flood1", "flood2");
  }

  @Test
  void aTenantsEventsKeepTheirOrder() throws Exception {
    for (int i = 0; i < 3; i++) {
      lanes.offer(event("a" + i, "a", Severity.LOW));
      lanes.offer(event("b" + i, "b", Severity.LOW));
    }
    assertThat(ids(lanes.take(Severity.LOW, 6)))
        .containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    assertThat(lanes.size()).isZero();
  }

  @Test
  void aFloodThatFillsItsLaneMakesRoomForTheOthers() throws Exception {
    StartLanes narrow = new StartLanes(3);
    for (int i = 0; i < 3; i++) {
      assertThat(narrow.offer(event("flood" + i, "a", Severity.LOW))).isTrue();
    }
    assertThat(narrow.offer(event("flood3", "a", Severity.LOW))).isFalse();
    assertThat(narrow.offer(event("single", "b", Severity.LOW))).as("one is dropped").isFalse();
    assertThat(narrow.size()).isEqualTo(3);
    narrow.close();
    assertThat(ids(narrow.take(Severity.LOW, 200))).containsExactly("flood0", "single", "flood1");
    assertThat(narrow.take(Severity.LOW, 200)).as("closed and empty").isEmpty();
  }

  @Test
  void aLaneOfOneTakesTheNextOnceItIsEmpty() throws Exception {
    StartLanes single = new StartLanes(1);
    assertThat(single.offer(event("first", "a", Severity.LOW))).isTrue();
    assertThat(single.offer(event("second", "b", Severity.LOW))).isFalse();
    assertThat(single.take(Severity.LOW, 1)).hasSize(1);
    assertThat(single.size()).isZero();
    assertThat(single.offer(event("third", "b", Severity.LOW))).isTrue();
    assertThat(single.take(Severity.LOW, 1)).hasSize(1);
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::eventId).toList();
  }

  private static Event event(String id, String tenant, Severity severity) {
    return new Event(
        id,
        tenant,
        "",
        "t",
        "t",
        severity,
        "T",
        NOW,
        NOW,
        JsonText.EMPTY_OBJECT,
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }
}
