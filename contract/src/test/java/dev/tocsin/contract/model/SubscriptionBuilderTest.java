package dev.tocsin.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionBuilderTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void aCopyIsTheSameInEveryComponent() throws ReflectiveOperationException {
    Subscription plain = Subscription.builder("sub_0", "other", NOW).to("EMAIL", "a@b.com").build();
    Subscription full =
        Subscription.builder("sub_1", "acme", NOW.plusSeconds(1))
            .name("payments")
            .eventType("order.paid")
            .severityFilter(Severity.HIGH)
            .pattern(new JsonText("{\"source\":[\"a\"]}"))
            .to("WEBHOOK", "https://hooks.example.com/in")
            .headers(Map.of("X-Key", "a"))
            .retry(new RetrySchedule(List.of(1), 0))
            .timeoutSeconds(60)
            .schemaVersions(List.of(2))
            .format(WebhookFormat.CLOUDEVENTS_BINARY)
            .signatures(List.of(SignatureScheme.V1A))
            .active(false)
            .deleted(true)
            .revision(7)
            .updatedAt(NOW.plusSeconds(2))
            .template(new JsonText("{\"text\":\"t\"}"))
            .transform(JsonText.EMPTY_OBJECT)
            .limits(new TargetLimits(BigDecimal.TEN, 2))
            .build();

    assertThat(full.toBuilder().build()).isEqualTo(full);
    for (RecordComponent each : Subscription.class.getRecordComponents()) {
      assertThat(each.getAccessor().invoke(full))
          .as("A copy would not show that it lacks %s", each.getName())
          .isNotEqualTo(each.getAccessor().invoke(plain));
    }
  }

  @Test
  void aSubscriptionLeadsSomewhere() {
    assertThatThrownBy(() -> Subscription.builder("sub_0", "acme", NOW).build())
        .hasMessageContaining("channel");
  }
}
