package dev.tocsin.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.JsonText;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurlExamplesTest {
  private final CurlExamples curl = new CurlExamples(URI.create("http://tocsin.example:8080/"));

  @ParameterizedTest
  @ValueSource(
      strings = {"order.paid", "it's", "$(touch x)`touch y`\"\\'; touch z #", "a\u202Eb\u0007é"})
  void aShellReadsTheNameAsItIs(String name) throws Exception {
    List<String> publish = words(curl.publish(name, new JsonText("{\"id\": 1.0}")));
    assertThat(publish.subList(0, 4))
        .containsExactly("-H", "x-api-key: KEY", "http://tocsin.example:8080/events", "-d");
    JsonNode body = new ObjectMapper().readTree(publish.get(4));
    assertThat(body.path("eventType").asText()).isEqualTo(name);
    assertThat(publish.get(4)).contains("{\"id\": 1.0}").doesNotContain("\u202E");

    List<String> subscribe = words(curl.subscribe(name));
    assertThat(subscribe.get(2)).isEqualTo("http://tocsin.example:8080/subscriptions");
    assertThat(new ObjectMapper().readTree(subscribe.get(4)).path("eventType").asText())
        .isEqualTo(name);
  }

  /** What a shell gives curl as its arguments. */
  private static List<String> words(String command) throws Exception {
    String script = "curl() { for word; do printf '%s\\0' \"$word\"; done; }\n" + command;
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    shell.environment().put("TOCSIN_KEY", "KEY");
    Process started = shell.start();
    String output = new String(started.getInputStream().readAllBytes(), UTF_8);
    assertThat(started.waitFor()).as(output).isZero();
    return List.of(output.split("\0"));
  }
}
