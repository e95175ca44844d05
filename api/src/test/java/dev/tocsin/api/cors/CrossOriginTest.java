package dev.tocsin.api.cors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossOriginTest {
  private static final String OPS = "https://ops.example.com";
  private final CrossOrigin any = new CrossOrigin(List.of("*"));
  private final CrossOrigin ops = new CrossOrigin(List.of(OPS));

  @Test
  void anyOriginMayCallUnlessSomeAreNamed() {
    assertThat(any.answer(null)).containsEntry("Access-Control-Allow-Origin", "*");
    assertThat(ops.answer(OPS))
        .containsEntry("Access-Control-Allow-Origin", OPS)
        .containsEntry("Vary", "Origin");
    assertThat(ops.answer("https://other.example.com"))
        .doesNotContainKey("Access-Control-Allow-Origin")
        .containsEntry("Vary", "Origin");
  }

  @Test
  void aPageMaySendAttributesOfCloudEventsAndNothingUnknown() {
    String requested = "x-api-key,ce-id, CE-SeverityText ,x-evil,ce-a b,ce-";
    Map<String, String> headers = any.preflight(OPS, requested);
    assertThat(headers.get("Access-Control-Allow-Headers").split(", "))
        .containsExactly(
            "Content-Type",
            "x-api-key",
            "Authorization",
            "Idempotency-Key",
            "traceparent",
            "tracestate",
            "ce-id",
            "ce-severitytext");
  }

  @Test
  void aPageMayReadWhatTellsItToWait() {
    assertThat(any.answer(OPS).get("Access-Control-Expose-Headers").split(", "))
        .contains("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After");
  }

  @Test
  void aPageMaySendCookiesOnlyWhereItsOriginIsNamed() {
    CrossOrigin cookies = CrossOrigin.withCookies(List.of(OPS, "*"));
    assertThat(cookies.answer(OPS))
        .containsEntry("Access-Control-Allow-Origin", OPS)
        .containsEntry("Access-Control-Allow-Credentials", "true")
        .containsEntry("Vary", "Origin");
    assertThat(cookies.answer("https://other.example.com"))
        .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
    assertThat(cookies.preflight(OPS, "x-namespace").get("Access-Control-Allow-Headers"))
        .contains("X-Namespace", "Content-Type");
    assertThat(ops.answer(OPS)).doesNotContainKey("Access-Control-Allow-Credentials");
  }
}
