package dev.tocsin.contract.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Severity;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryStartTest {
  @Test
  void theMemoTellsWhichTransactionTheEventBelongsTo() {
    assertThat(memo("order-42")).isEqualTo(Map.of("correlationId", "order-42"));
  }

  @Test
  void theMemoDoesNotRepeatTheEventsOwnId() {
    assertThat(memo("evt_1")).isEmpty();
    assertThat(memo(null)).isEmpty();
  }

  private static @Nullable Map<String, Object> memo(@Nullable String correlationId) {
    DeliveryRef delivery =
        new DeliveryRef(
            new DeliveryKey("dlv_1", LocalDate.parse("2026-01-31")),
            "evt_1",
            "sub_1",
            "default",
            "order.paid",
            Severity.LOW,
            "WEBHOOK",
            "hooks.example.com",
            DeliveryStatus.PENDING);
    return DeliveryStart.childOptions(delivery, correlationId).getMemo();
  }
}
