package dev.tocsin.activities.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHeadersTest {

  @Test
  void takesOrdinaryHeaders() {
    assertThat(WebhookHeaders.faultOf(Map.of())).isEmpty();
    assertThat(WebhookHeaders.faultOf(Map.of("Authorization", "Bearer abc", "X-Team", "")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "x-event-type",
        "X-EVENT-ID",
        "Webhook-Id",
        "webhook-signature",
        "User-Agent",
        "Host",
        "Content-Length",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Proxy-Authorization",
        "Expect",
        "Accept-Encoding"
      })
  void refusesNamesThatAreNotTheSubscribers(String name) {
    assertThat(WebhookHeaders.faultOf(Map.of(name, "1")))
        .contains("headers." + name + " must not be set: it is set by Tocsin or by HTTP itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Foo", "X-Foo:", "X-Fö", "a\r\nb", ":path"})
  void refusesNamesThatAreNoTokens(String name) {
    assertThat(WebhookHeaders.faultOf(Map.of(name, "1")))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .startsWith("headers.")
                    .contains(" must be named by ")
                    .doesNotContain("\r", "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Injected: 1", "\n", "\u0000", "\t", "ä", "\u007f"})
  void refusesValuesThatAreNotPrintable(String value) {
    assertThat(WebhookHeaders.faultOf(Map.of("X-Foo", value)))
        .contains("headers.X-Foo must hold printable ASCII characters only");
  }

  @Test
  void refusesTooManyTooMuchAndTheSameTwice() {
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      headers.put("X-" + i, "v");
    }
    assertThat(WebhookHeaders.faultOf(headers)).isEmpty();
    headers.put("X-20", "v");
    assertThat(WebhookHeaders.faultOf(headers)).contains("headers must be at most 20");
    assertThat(WebhookHeaders.faultOf(Map.of("X-Foo", "v".repeat(4091)))).isEmpty();
    assertThat(WebhookHeaders.faultOf(Map.of("X-Foo", "v".repeat(4092))))
        .contains("headers must be at most 4 KiB in all");
    assertThat(WebhookHeaders.faultOf(Map.of("X-Foo", "1", "x-foo", "2")))
        .hasValueSatisfying(fault -> assertThat(fault).endsWith(" must not be given twice"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "order.created|order.created",
        "order created|order created",
        "50% off \"now\"|50% off \"now\"",
        "Störung 5%|St%C3%B6rung%205%25",
        "€|%E2%82%AC",
        "🚨|%F0%9F%9A%A8"
      })
  void plainValuesStayAndOthersArePercentEncoded(String value, String encoded) {
    assertThat(WebhookHeaders.encoded(value)).isEqualTo(encoded);
  }

  @Test
  void controlsAndOuterSpacesAreEncoded() {
    assertThat(WebhookHeaders.encoded("a\r\nb")).isEqualTo("a%0D%0Ab");
    assertThat(WebhookHeaders.encoded(" a")).isEqualTo("%20a");
    assertThat(WebhookHeaders.encoded("")).isEmpty();
  }
}
