package dev.tocsin.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Severity;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStartTest {
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

  private static EventRef event(@Nullable String correlationId) {
    return new EventRef(
        "evt_1",
        LocalDate.parse("2026-01-31"),
        "default",
        "order.paid",
        Severity.LOW,
        "Paid",
        correlationId);
  }
}
