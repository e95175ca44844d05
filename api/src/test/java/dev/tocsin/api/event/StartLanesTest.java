package dev.tocsin.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLanesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final StartLanes lanes = new StartLanes(5_000);

  @Test
  void theMostUrgentGoesFirstHoweverManyWait() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      lanes.offer(event("low" + i, "a", Severity.LOW));
    }
    lanes.offer(event("urgent", "a", Severity.CRITICAL));
    assertThat(taken(2)).containsExactly("urgent", "low0");
  }

  @Test
  void aTenantsFloodDoesNotStandBeforeAnothersEvent() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      lanes.offer(event("flood" + i, "a", Severity.LOW));
    }
    lanes.offer(event("single", "b", Severity.LOW));
    assertThat(taken(4)).containsExactly("flood0", "single", "flood1", "flood2");
  }

  @Test
  void aTenantsEventsKeepTheirOrder() throws Exception {
    for (int i = 0; i < 3; i++) {
      lanes.offer(event("a" + i, "a", Severity.LOW));
      lanes.offer(event("b" + i, "b", Severity.LOW));
    }
    assertThat(taken(6)).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
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
    List<String> all = new ArrayList<>();
    for (Event event = narrow.take(); event != null; event = narrow.take()) {
      all.add(event.eventId());
    }
    assertThat(all).containsExactly("flood0", "single", "flood1");
  }

  @Test
  void aLaneOfOneTakesTheNextOnceItIsEmpty() throws Exception {
    StartLanes single = new StartLanes(1);
    assertThat(single.offer(event("first", "a", Severity.LOW))).isTrue();
    assertThat(single.offer(event("second", "b", Severity.LOW))).isFalse();
    assertThat(single.take()).isNotNull();
    assertThat(single.size()).isZero();
    assertThat(single.offer(event("third", "b", Severity.LOW))).isTrue();
    assertThat(single.take()).isNotNull();
  }

  private List<String> taken(int count) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = lanes.take();
      assertThat(event).isNotNull();
      ids.add(event.eventId());
    }
    return ids;
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
