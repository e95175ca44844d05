package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What existing clients send and expect, byte for byte. */
class CasesIT {
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  static Stream<Arguments> cases() throws Exception {
    try (InputStream file = CasesIT.class.getResourceAsStream("/cases.json")) {
      JsonNode cases = StartedApi.JSON.readTree(file);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(one -> Arguments.of(one.get("name").asText(), one));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answers(String name, JsonNode one) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(one.get("path").asText()));
    if (!one.has("key") || !one.get("key").isNull()) {
      request.header("x-api-key", key.text());
    }
    String body = one.has("raw") ? one.get("raw").asText() : one.get("body").toString();
    StartedApi.Answer answer =
        api.send(request.method(one.get("method").asText(), BodyPublishers.ofString(body)).build());

    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(one.get("status").asInt());
    one.get("response")
        .properties()
        .forEach(field -> compare(answer.body().get(field.getKey()), field.getValue()));
    assertThat(answer.raw().headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.raw().headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(answer.raw().headers().firstValue("access-control-allow-headers"))
        .contains("Content-Type");
  }

  private static void compare(JsonNode actual, JsonNode expected) {
    if (expected.isTextual() && expected.asText().startsWith("~")) {
      assertThat(actual.asText()).containsPattern(expected.asText().substring(1));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
