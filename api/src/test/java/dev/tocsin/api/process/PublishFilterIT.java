package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is accepted is answered before Jersey; all else comes there, and comes there whole. */
class PublishFilterIT extends ApiRig {
  private int before;

  @BeforeEach
  void count() {
    before = api.throughJersey.get();
  }

  private int throughJersey() {
    return api.throughJersey.get() - before;
  }

  private static String event(String id, String title) {
    return "{\"eventType\":\"Deployment\",\"severity\":\"high\",\"title\":\"%s\",\"id\":\"%s\"}"
        .formatted(title, id);
  }

  private static String newId() {
    return Identity.newEventId(Instant.now());
  }

  @Test
  void whatIsAcceptedDoesNotComeToJersey() {
    String id = newId();

    Answer first = api.post(key, "/events", event(id, "t"));
    Answer again = api.post(key, "/events", event(id, "t"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(first.body().get("status").asText()).isEqualTo("accepted");
    assertThat(first.body().has("duplicate")).isFalse();
    assertThat(first.raw().headers().firstValue("Content-Type")).contains("application/json");
    assertThat(again.body().get("duplicate").asBoolean()).isTrue();
    assertThat(throughJersey()).isZero();
    assertThat(timed("202")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aRefusalIsJerseysAndTheDoorIsAskedOnce() {
    String id = newId();
    api.post(key, "/events", event(id, "t"));
    double asked = conflicts();

    Answer conflict = api.post(key, "/events", event(id, "other"));

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.body().get("detail").asText()).contains("other content");
    assertThat(throughJersey()).isEqualTo(1);
    assertThat(conflicts()).isEqualTo(asked + 1);
  }

  @Test
  void whatIsWrongWithABodyIsStillSaid() {
    Answer invalid = api.post(key, "/events", "{\"eventType\":\"Deployment\"}");
    Answer noJson = api.post(key, "/events", "{");

    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.body().get("details").toString()).contains("severity", "title");
    assertThat(noJson.status()).isEqualTo(400);
    assertThat(throughJersey()).isEqualTo(2);
  }

  @Test
  void whoMayNotPublishIsRefused() {
    ApiKeySecret operator = key(Set.of(Role.OPERATE), Plan.UNLIMITED);
    String body = event(newId(), "t");

    assertThat(api.post(ApiKeySecret.create(), "/events", body).status()).isEqualTo(403);
    assertThat(api.post(operator, "/events", body).status()).isEqualTo(403);
  }

  /** What stands between may tell callers apart by another of them. */
  @Test
  void twoKeysAreNoKeyWhoeverLooksAtThem() {
    Answer answer =
        api.send(
            api.request(key, "/events")
                .header("x-api-key", ApiKeySecret.create().text())
                .POST(BodyPublishers.ofString(event(newId(), "t")))
                .build());

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void aPlanIsCounted() {
    ApiKeySecret planned = key(Set.of(Role.PUBLISH), new Plan(null, null, 1L));

    Answer first = api.post(planned, "/events", event(newId(), "t"));
    Answer second = api.post(planned, "/events", event(newId(), "t"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(first.raw().headers().firstValue("RateLimit-Remaining")).contains("0");
    assertThat(second.status()).isEqualTo(429);
  }

  @Test
  void aBodyOfUnknownLengthIsTaken() {
    byte[] body = event(newId(), "t").getBytes(StandardCharsets.UTF_8);

    Answer answer =
        api.send(
            api.request(key, "/events")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(throughJersey()).isEqualTo(1);
  }

  private static ApiKeySecret key(Set<Role> roles, Plan plan) {
    return StartedApi.key(database.database(), new NewApiKey("default", "test", roles, plan, null));
  }

  private static long timed(String status) {
    return api.meters
        .get("http.server.requests")
        .tags("route", "/events", "method", "POST", "status", status)
        .timer()
        .count();
  }

  private static double conflicts() {
    return api.meters.counter("tocsin.events.conflicts").count();
  }
}
