package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ListAssert;

/** Events as they would be read from a request. */
final class Sent {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

  private Sent() {}

  static Event event(String json) {
    return event(json, NOW);
  }

  static Event event(String json, Instant now) {
    return EventForms.read(JsonBody.parse(json.getBytes(UTF_8)), null, reception("default", now));
  }

  static Reception reception(String tenant, Instant now) {
    return new Reception(tenant, () -> Severity.MEDIUM, now, null);
  }

  /** What is wrong with it. */
  static ListAssert<Object> faultsOf(String json) {
    InvalidRequestException refused =
        catchThrowableOfType(InvalidRequestException.class, () -> event(json));
    assertThat(refused).as(json).isNotNull();
    return assertThat(List.copyOf((List<?>) refused.body().get("details")));
  }
}
