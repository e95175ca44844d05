package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribing and trying patterns, over HTTP. */
class SubscribingIT extends ApiRig {
  private static final String HOOK =
      "{\"eventType\":\"Deployment\",\"severityFilter\":\"low\",\"channel\":\"webhook\","
          + "\"target\":\"https://hooks.example.com/in\"%s}";

  @Test
  void keepsChangesAndDeletesASubscription() {
    Answer created =
        api.post(
            key,
            "/subscriptions",
            HOOK.formatted(
                ",\"name\":\"n\",\"timeoutSeconds\":9,\"retry\":{\"delaysSeconds\":[1,2]},"
                    + "\"limits\":{\"perSecond\":100.0,\"concurrency\":2},"
                    + "\"headers\":{\"X-A\":\"b\"},\"pattern\":{\"detail\":{\"a\":[1]}}"));
    assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
    String path = "/subscriptions/" + created.body().get("subscriptionId").asText();

    Answer paused =
        api.method(key, "PATCH", path, "{\"active\":false,\"name\":null,\"timeoutSeconds\":20}");
    assertThat(paused.status()).as(paused.raw().body()).isEqualTo(200);
    JsonNode now = api.get(key, path).body();
    assertThat(now).isEqualTo(paused.body());
    assertThat(now.get("status").asText()).isEqualTo("paused");
    assertThat(now.get("name").isNull()).isTrue();
    assertThat(now.get("timeoutSeconds").asInt()).isEqualTo(20);
    assertThat(now.get("retry").toString()).isEqualTo("{\"delaysSeconds\":[1,2],\"jitter\":0.2}");
    assertThat(now.get("pattern").toString()).isEqualTo("{\"detail\":{\"a\":[1]}}");
    assertThat(now.get("limits").toString()).isEqualTo("{\"perSecond\":100,\"concurrency\":2}");
    Answer slower = api.method(key, "PATCH", path, "{\"limits\":{\"perSecond\":0.2}}");
    assertThat(slower.body().get("limits").toString()).isEqualTo("{\"perSecond\":0.2}");
    assertThat(slower.body().path("circuit").path("state").asText()).isEqualTo("LIMITED");
    assertThat(api.method(key, "PATCH", path, "{\"limits\":null}").body().get("limits").isNull())
        .isTrue();

    assertThat(api.method(key, "PATCH", path, "{\"timeoutSeconds\":61}").status()).isEqualTo(400);
    assertThat(api.method(stranger, "PATCH", path, "{}").status()).isEqualTo(404);
    assertThat(api.get(stranger, path).status()).isEqualTo(404);
    assertThat(api.method(stranger, "DELETE", path, "").status()).isEqualTo(404);
    assertThat(api.method(key, "DELETE", path, "").status()).isEqualTo(204);
    assertThat(api.get(key, path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\":\"\"",
        "\"name\":7",
        "\"pattern\":[]",
        "\"pattern\":{\"detail\":{\"a\":1}}",
        "\"retry\":{}",
        "\"retry\":{\"delaysSeconds\":[]}",
        "\"retry\":{\"delaysSeconds\":[0]}",
        "\"retry\":{\"delaysSeconds\":[604801]}",
        "\"retry\":{\"delaysSeconds\":[1.5]}",
        "\"retry\":{\"delaysSeconds\":[1e99]}",
        "\"retry\":{\"delaysSeconds\":[1],\"jitter\":0.51}",
        "\"limits\":5",
        "\"limits\":{}",
        "\"limits\":{\"perSecond\":0}",
        "\"limits\":{\"perSecond\":0.0009}",
        "\"limits\":{\"perSecond\":1000.1}",
        "\"limits\":{\"perSecond\":1e99}",
        "\"limits\":{\"perSecond\":0.1234567}",
        "\"limits\":{\"perSecond\":\"5\"}",
        "\"limits\":{\"concurrency\":0}",
        "\"limits\":{\"concurrency\":101}",
        "\"limits\":{\"concurrency\":1.5}",
        "\"limits\":{\"concurrency\":2,\"perMinute\":1}",
        "\"timeoutSeconds\":0",
        "\"timeoutSeconds\":\"15\"",
        "\"headers\":{\"Host\":\"x\"}",
        "\"headers\":{\"X-A\":1}",
        "\"active\":\"yes\"",
        "\"name\":\"a\\u0000b\""
      })
  void refusesWhatASubscriptionCannotBe(String field) {
    Answer answer = api.post(key, "/subscriptions", HOOK.formatted("," + field));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.body().get("details")).as(answer.raw().body()).hasSize(1);
  }

  @Test
  void triesAPattern() {
    String pattern = "{\"pattern\":{\"detail\":{\"a\":[1]}},\"event\":%s}";
    String published = EVENT.formatted(",\"details\":{\"a\":1}");
    assertThat(api.post(key, "/patterns/test", pattern.formatted(published)).raw().body())
        .isEqualTo("{\"matches\":true}");
    String document = "{\"detail-type\":\"x\",\"detail\":{\"a\":2}}";
    assertThat(api.post(key, "/patterns/test", pattern.formatted(document)).raw().body())
        .isEqualTo("{\"matches\":false}");
    assertThat(api.post(key, "/patterns/test", "{\"pattern\":{\"a\":1},\"event\":{}}").status())
        .isEqualTo(400);
  }
}
