package dev.tocsin.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, seeing, rotating and revoking keys, by a clock that the test moves. */
class KeyResourceIT {
  private static final String ADMIN = "{\"name\":\"n\",\"roles\":[\"admin\"]}";
  private static final SetClock CLOCK = new SetClock();

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret admin;
  private static ApiKeySecret stranger;

  /** A clock that stands until it is moved on. */
  private static final class SetClock extends Clock {
    private volatile Instant now = Instant.parse("2030-11-21T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void passes(Duration time) {
      now = now.plus(time);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    admin = StartedApi.key(database.database(), "default");
    stranger = StartedApi.key(database.database(), "stranger");
    api = new StartedApi(database.config(), temporal.getWorkflowClient(), CLOCK);
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Test
  void aKeyIsShownOnceWithItsSecretAndThenWithout() {
    String expiresAt = CLOCK.instant().plusSeconds(60).toString();
    Answer made =
        api.post(
            admin,
            "/admin/keys",
            "{\"name\":\"order service\",\"roles\":[\"Publish\",\"operate\",\"publish\"],"
                + "\"expiresAt\":\""
                + expiresAt
                + "\",\"plan\":{\"ratePerSecond\":2.5,\"burst\":10,\"monthlyQuota\":5000000000}}");
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    String secret = made.body().get("key").asText();
    String keyId = made.body().get("keyId").asText();
    assertThat(secret).matches("tocsin_[\\w-]{43}");

    Answer shown = api.get(admin, "/admin/keys/" + keyId);
    assertThat(shown.body().has("key")).isFalse();
    assertThat(shown.body().get("name").asText()).isEqualTo("order service");
    assertThat(shown.body().get("roles").toString()).isEqualTo("[\"publish\",\"operate\"]");
    assertThat(shown.body().get("plan").toString())
        .isEqualTo("{\"ratePerSecond\":2.5,\"burst\":10,\"monthlyQuota\":5000000000}");
    assertThat(shown.body().get("state").asText()).isEqualTo("active");
    assertThat(api.get(admin, "/admin/keys").raw().body())
        .contains(keyId)
        .doesNotContain(secret, "\"key\":");
    assertThat(api.get(new ApiKeySecret(secret), "/events").status()).isEqualTo(200);
  }

  @Test
  void anExpiredKeyOpensNothingAndIsListedAsExpired() {
    JsonNode made = make(admin, until(CLOCK.instant().plusSeconds(60)));
    ApiKeySecret key = new ApiKeySecret(made.get("key").asText());
    assertThat(api.get(key, "/events").status()).isEqualTo(200);

    CLOCK.passes(Duration.ofSeconds(60));
    Answer refused = api.get(key, "/events");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.raw().body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(state(made)).isEqualTo("expired");
    assertThat(api.post(admin, path(made) + "/rotate", "").status()).isEqualTo(409);
  }

  @Test
  void aRevokedKeyOpensNothingFromThenOn() {
    JsonNode made = make(admin, ADMIN);
    ApiKeySecret key = new ApiKeySecret(made.get("key").asText());
    assertThat(api.get(key, "/events").status()).isEqualTo(200);

    assertThat(api.method(admin, "DELETE", path(made), "").status()).isEqualTo(204);
    assertThat(api.get(key, "/events").status()).isEqualTo(403);
    assertThat(api.method(admin, "DELETE", path(made), "").status()).isEqualTo(404);
    assertThat(api.get(admin, path(made)).status()).isEqualTo(404);
    assertThat(api.post(admin, path(made) + "/rotate", "").status()).isEqualTo(404);
    assertThat(api.get(admin, "/admin/keys?limit=200").body().get("items"))
        .filteredOn(listed -> listed.get("keyId").equals(made.get("keyId")))
        .singleElement()
        .extracting(listed -> listed.get("state").asText())
        .isEqualTo("revoked");
  }

  @Test
  void aKeyCannotRevokeItself() {
    JsonNode made = make(admin, ADMIN);
    ApiKeySecret key = new ApiKeySecret(made.get("key").asText());
    Answer refused = api.method(key, "DELETE", path(made), "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("detail").asText()).contains("itself");
    assertThat(api.get(key, "/events").status()).isEqualTo(200);
  }

  @Test
  void bothKeysWorkUntilTheOverlapEnds() {
    JsonNode old = make(admin, ADMIN);
    ApiKeySecret before = new ApiKeySecret(old.get("key").asText());
    Answer rotated = api.post(before, path(old) + "/rotate", "{\"overlapSeconds\":30}");
    assertThat(rotated.status()).as(rotated.raw().body()).isEqualTo(201);
    ApiKeySecret after = new ApiKeySecret(rotated.body().get("key").asText());
    assertThat(api.get(before, "/events").status()).isEqualTo(200);
    assertThat(api.get(after, "/events").status()).isEqualTo(200);
    assertThat(api.get(admin, path(old)).body().get("replacedBy"))
        .isEqualTo(rotated.body().get("keyId"));
    Answer again = api.post(after, path(old) + "/rotate", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().get("detail").asText()).contains(rotated.body().get("keyId").asText());

    CLOCK.passes(Duration.ofSeconds(30));
    assertThat(api.get(before, "/events").status()).isEqualTo(403);
    assertThat(api.get(after, "/events").status()).isEqualTo(200);
  }

  @Test
  void withoutABodyTheOverlapIsADay() {
    JsonNode old = make(admin, ADMIN);
    assertThat(api.post(admin, path(old) + "/rotate", "").status()).isEqualTo(201);
    assertThat(Instant.parse(api.get(admin, path(old)).body().get("expiresAt").asText()))
        .isEqualTo(CLOCK.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void bothKeysCountOnOnePlan() {
    JsonNode old =
        make(admin, "{\"name\":\"n\",\"roles\":[\"operate\"],\"plan\":{\"monthlyQuota\":2}}");
    JsonNode after = api.post(admin, path(old) + "/rotate", "").body();
    assertThat(api.get(new ApiKeySecret(old.get("key").asText()), "/events").status())
        .isEqualTo(200);
    ApiKeySecret key = new ApiKeySecret(after.get("key").asText());
    assertThat(api.get(key, "/events").status()).isEqualTo(200);
    assertThat(api.get(key, "/events").status()).isEqualTo(429);
  }

  @Test
  void anothersKeyIsNotThere() {
    JsonNode made = make(admin, ADMIN);
    assertThat(api.get(stranger, path(made)).status()).isEqualTo(404);
    assertThat(api.method(stranger, "DELETE", path(made), "").status()).isEqualTo(404);
    assertThat(api.post(stranger, path(made) + "/rotate", "").status()).isEqualTo(404);
    assertThat(api.get(stranger, "/admin/keys").raw().body())
        .doesNotContain(made.get("keyId").asText());
    assertThat(api.get(new ApiKeySecret(made.get("key").asText()), "/events").status())
        .isEqualTo(200);
  }

  @Test
  void keysAreListedInPages() {
    ApiKeySecret lister = StartedApi.key(database.database(), "lister");
    for (int number = 0; number < 4; number++) {
      make(lister, ADMIN);
    }
    List<String> listed = new ArrayList<>();
    for (String cursor = ""; cursor != null; ) {
      JsonNode page = api.get(lister, "/admin/keys?limit=2" + cursor).body();
      page.get("items").forEach(item -> listed.add(item.get("keyId").asText()));
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    }
    assertThat(listed).hasSize(5).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"roles\":[\"admin\"]}",
        "{\"name\":\"\",\"roles\":[\"admin\"]}",
        "{\"name\":\"a\\u0000\",\"roles\":[\"admin\"]}",
        "{\"name\":\"n\"}",
        "{\"name\":\"n\",\"roles\":[]}",
        "{\"name\":\"n\",\"roles\":\"admin\"}",
        "{\"name\":\"n\",\"roles\":[\"root\"]}",
        "{\"name\":\"n\",\"roles\":[1]}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"expiresAt\":\"soon\"}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"expiresAt\":7}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":7}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"ratePerSecond\":0}}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"ratePerSecond\":1e99}}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"burst\":5}}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"ratePerSecond\":1,\"burst\":1.5}}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"monthlyQuota\":\"many\"}}",
        "{\"name\":\"n\",\"roles\":[\"admin\"],\"plan\":{\"monthlyQuota\":1e300}}"
      })
  void saysWhatAKeyCannotBe(String body) {
    Answer refused = api.post(admin, "/admin/keys", body);
    assertThat(refused.status()).as(refused.raw().body()).isEqualTo(400);
    assertThat(refused.body().get("details")).as(refused.raw().body()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"overlapSeconds\":-1}",
        "{\"overlapSeconds\":2592001}",
        "{\"expiresAt\":1}"
      })
  void saysWhatARotationCannotBe(String body) {
    JsonNode made = make(admin, ADMIN);
    assertThat(api.post(admin, path(made) + "/rotate", body).status()).isEqualTo(400);
  }

  private static JsonNode make(ApiKeySecret by, String body) {
    Answer made = api.post(by, "/admin/keys", body);
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    return made.body();
  }

  private static String until(Instant end) {
    return "{\"name\":\"n\",\"roles\":[\"admin\"],\"expiresAt\":\"" + end + "\"}";
  }

  private static String path(JsonNode key) {
    return "/admin/keys/" + key.get("keyId").asText();
  }

  private static String state(JsonNode key) {
    return api.get(admin, path(key)).body().get("state").asText();
  }
}
