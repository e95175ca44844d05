package dev.tocsin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStartTest {
  private static final LocalDate DAY = LocalDate.parse("2026-01-31");
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void theMemoTellsWhichTransactionAnEventBelongsTo() {
    assertThat(memo("order-42")).isEqualTo(Map.of("correlationIds", List.of("order-42")));
  }

  @Test
  void theMemoRepeatsNoEventsOwnId() {
    assertThat(memo("evt_1")).isEmpty();
    assertThat(memo(null)).isEmpty();
  }

  @Test
  void aGroupHasAnIdOfItsOwnAndASingleEventItsOwn() {
    assertThat(EventStart.group(List.of(event("evt_1", "order.paid", Severity.LOW)), 7, NOW))
        .isEqualTo(EventStart.single(event("evt_1", "order.paid", Severity.LOW), 7));
    EventGroup group = paidAndTwoOthers();
    assertThat(group.workflowId()).matches("events:grp_[0-9A-Z]{26}");
    assertThat(paidAndTwoOthers().workflowId()).isNotEqualTo(group.workflowId());
  }

  @Test
  void theSummarySaysHowManyEventsAndOfWhichTypes() {
    assertThat(EventStart.options(paidAndTwoOthers()).getStaticSummary())
        .isEqualTo("[LOW] 3 events: order.paid and 2 other types");
    EventRef one = event("evt_1", "order.paid", Severity.HIGH);
    EventRef other = event("evt_2", "order.paid", Severity.HIGH);
    assertThat(EventStart.options(EventStart.group(List.of(one, other), 7, NOW)).getStaticSummary())
        .isEqualTo("[HIGH] 2 events: order.paid");
  }

  @Test
  void onlyEventsOfOneSeverityLeaveTogetherTheMostUrgentFirst() {
    List<EventRef> low = List.of(low("1"), low("2"), low("3"));
    EventRef urgent = event("evt_4", "fire", Severity.CRITICAL);
    assertThat(EventStart.groups(List.of(low.get(0), low.get(1), urgent, low.get(2)), 2))
        .containsExactly(List.of(urgent), low.subList(0, 2), low.subList(2, 3));
  }

  @Test
  void aReferenceOfAnOlderHistoryIsStillRead() {
    var converter = GlobalDataConverter.get();
    var payload = converter.toPayload(event(null)).orElseThrow();
    assertThat(payload.getData().toStringUtf8()).doesNotContain("correlationId");
    assertThat(converter.fromPayload(payload, EventRef.class, EventRef.class))
        .isEqualTo(event(null));
  }

  private static Map<String, Object> memo(@Nullable String correlationId) {
    return EventStart.options(EventStart.single(event(correlationId), 1)).getMemo();
  }

  private static EventGroup paidAndTwoOthers() {
    return EventStart.group(
        List.of(
            event("evt_1", "order.paid", Severity.LOW),
            event("evt_2", "order.sent", Severity.LOW),
            event("evt_3", "order.back", Severity.LOW)),
        7,
        NOW);
  }

  private static EventRef low(String number) {
    return event("evt_" + number, "drizzle", Severity.LOW);
  }

  private static EventRef event(String eventId, String type, Severity severity) {
    return new EventRef(eventId, DAY, "default", type, severity, "Paid", null);
  }

  private static EventRef event(@Nullable String correlationId) {
    return new EventRef("evt_1", DAY, "default", "order.paid", Severity.LOW, "Paid", correlationId);
  }
}
