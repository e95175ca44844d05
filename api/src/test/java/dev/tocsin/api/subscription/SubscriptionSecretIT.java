package dev.tocsin.api.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of subscriptions and the form of their webhooks, over HTTP. */
class SubscriptionSecretIT {
  private static final String HOOK =
      "{\"eventType\":\"Deployment\",\"severityFilter\":\"low\",\"channel\":\"webhook\","
          + "\"target\":\"https://hooks.example.com/in\"%s}";
  private static final String OWN = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);

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

  @Test
  void aWebhookHasASecretFromTheBeginning() {
    Answer created = created("");

    String secret = created.body().get("secret").asText();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(created.body().has("publicKey")).isFalse();
    assertThat(created.raw().headers().firstValue("cache-control")).contains("no-store");
    Answer shown = api.get(key, path(created));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.raw().headers().firstValue("cache-control")).contains("no-store");
    assertThat(shown.body().get("secret").asText()).isEqualTo(secret);
    assertThat(shown.body().get("publicKey").isNull()).isTrue();
    assertThat(shown.body().get("previousUntil").isNull()).isTrue();
    assertThat(api.get(key, subscription(created)).raw().body()).doesNotContain(secret);
  }

  @Test
  void anAsymmetricKeyIsMadeWhereItIsAskedFor() {
    Answer both = created(",\"signatures\":[\"v1\",\"v1a\"]");
    Answer one = created(",\"signatures\":[\"v1a\"]");

    assertThat(both.body().get("publicKey").asText()).matches("whpk_[A-Za-z0-9+/]{43}=");
    assertThat(both.body().has("secret")).isTrue();
    assertThat(one.body().has("publicKey")).isTrue();
    assertThat(one.body().has("secret")).isFalse();
    assertThat(api.get(key, path(one)).body().get("secret").isNull()).isTrue();
    assertThat(one.raw().body() + both.raw().body()).doesNotContain("whsk_");
  }

  @Test
  void aMailSubscriptionHasNone() {
    Answer created =
        api.post(
            key,
            "/subscriptions",
            "{\"eventType\":\"a\",\"severityFilter\":\"LOW\",\"channel\":\"EMAIL\",\"target\":"
                + "\"ops@example.com\"}");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().has("secret")).isFalse();
    for (Answer answer :
        new Answer[] {api.get(key, path(created)), api.post(key, path(created) + "/rotate", "")}) {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body().get("detail").asText())
          .isEqualTo("The subscription has no secret: deliveries by EMAIL are not signed");
    }
  }

  @Test
  void aRotationLeavesTheEarlierOneValidForADay() {
    Answer created = created(",\"signatures\":[\"v1\",\"v1a\"]");
    Instant before = Instant.now();

    Answer rotated = api.post(key, path(created) + "/rotate", "");

    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.raw().headers().firstValue("cache-control")).contains("no-store");
    assertThat(rotated.body().get("secret")).isNotEqualTo(created.body().get("secret"));
    assertThat(rotated.body().get("publicKey")).isNotEqualTo(created.body().get("publicKey"));
    assertThat(Instant.parse(rotated.body().get("previousUntil").asText()))
        .isBetween(before.plus(Duration.ofHours(23)), before.plus(Duration.ofHours(25)));
    assertThat(api.get(key, path(created)).body()).isEqualTo(rotated.body());
  }

  @Test
  void aRotationMayEndTheEarlierOneAtOnceAndBringASecretOfItsOwn() {
    Answer created = created("");
    String body = "{\"overlapSeconds\":0,\"secret\":\"" + OWN + "\"}";

    Answer rotated = api.post(key, path(created) + "/rotate", body);

    assertThat(rotated.body().get("secret").asText()).isEqualTo(OWN);
    assertThat(rotated.body().get("previousUntil").isNull()).isTrue();
    assertThat(api.post(key, path(created) + "/rotate", body).body()).isEqualTo(rotated.body());
  }

  @Test
  void moreThanFiveAtATimeAreAConflict() {
    Answer created = created("");
    for (int i = 0; i < 4; i++) {
      assertThat(api.post(key, path(created) + "/rotate", "{}").status()).isEqualTo(200);
    }
    Answer refused = api.post(key, path(created) + "/rotate", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("detail").asText()).contains("overlapSeconds 0");
    assertThat(api.post(key, path(created) + "/rotate", "{\"overlapSeconds\":0}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"overlapSeconds\":-1}|overlapSeconds must be a whole number from 0 to 604800",
        "{\"overlapSeconds\":604801}|overlapSeconds must be a whole number from 0 to 604800",
        "{\"secret\":\"whsec_c2hvcnQ=\"}|secret must be whsec_ and 24 to 64 bytes in Base64",
        "{\"secret\":7}|secret must be a non-empty string if provided",
        "[]|the body must be an object if provided",
      })
  void aWrongRotationIsRefusedWithItsFaults(String body, String fault) {
    Answer answer = api.post(key, path(created("")) + "/rotate", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("details").get(0).asText()).startsWith(fault);
    assertThat(answer.raw().body()).doesNotContain("c2hvcnQ");
  }

  @Test
  void aSecretOfTheirOwnNeedsTheSchemeThatUsesIt() {
    Answer answer =
        api.post(
            key,
            path(created(",\"signatures\":[\"v1a\"]")) + "/rotate",
            "{\"secret\":\"" + OWN + "\"}");
    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void aDeletedSubscriptionsSecretIsGone() {
    Answer created = created("");
    assertThat(api.method(key, "DELETE", subscription(created), "").status()).isEqualTo(204);

    assertThat(api.get(key, path(created)).status()).isEqualTo(404);
    assertThat(api.post(key, path(created) + "/rotate", "").status()).isEqualTo(404);
  }

  @Test
  void onlyThoseWhoMaySubscribeSeeIt() {
    Answer created = created("");
    for (Role role : Role.values()) {
      ApiKeySecret other =
          StartedApi.key(
              database.database(),
              new NewApiKey("default", role.name(), Set.of(role), Plan.UNLIMITED, null));
      boolean may = role == Role.SUBSCRIBE || role == Role.ADMIN;
      assertThat(api.get(other, path(created)).status()).as("" + role).isEqualTo(may ? 200 : 403);
    }
  }

  @Test
  void formatAndSignaturesAreKeptShownAndChanged() {
    Answer plain = created("");
    assertThat(shown(plain, "format")).isEqualTo("\"tocsin\"");
    assertThat(shown(plain, "signatures")).isEqualTo("[\"v1\"]");
    String secret = plain.body().get("secret").asText();

    Answer changed =
        api.method(
            key,
            "PATCH",
            subscription(plain),
            "{\"format\":\"cloudevents-binary\",\"signatures\":[\"v1a\",\"v1\"]}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(shown(plain, "format")).isEqualTo("\"cloudevents-binary\"");
    assertThat(shown(plain, "signatures")).isEqualTo("[\"v1a\",\"v1\"]");
    assertThat(api.get(key, path(plain)).body().get("secret").asText()).isEqualTo(secret);
    assertThat(api.get(key, path(plain)).body().get("publicKey").asText()).startsWith("whpk_");
    api.method(key, "PATCH", subscription(plain), "{\"format\":null,\"signatures\":null}");
    assertThat(shown(plain, "format")).isEqualTo("\"tocsin\"");
    assertThat(shown(plain, "signatures")).isEqualTo("[\"v1\"]");
    assertThat(api.get(key, path(plain)).body().get("secret").asText()).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"format\":\"xml\"",
        "\"format\":\"Tocsin\"",
        "\"format\":1",
        "\"signatures\":[]",
        "\"signatures\":\"v1\"",
        "\"signatures\":[\"v2\"]",
        "\"signatures\":[\"V1\"]",
        "\"signatures\":[\"v1\",\"v1\"]",
        "\"signatures\":[null]"
      })
  void otherFormatsAndSignaturesAreRefused(String field) {
    Answer answer = api.post(key, "/subscriptions", HOOK.formatted("," + field));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("details")).hasSize(1);
    assertThat(answer.body().get("details").get(0).asText())
        .startsWith(field.substring(1, field.indexOf('"', 1)) + " must be ");
  }

  private static Answer created(String more) {
    Answer created = api.post(key, "/subscriptions", HOOK.formatted(more));
    assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
    return created;
  }

  private static String shown(Answer created, String field) {
    return api.get(key, subscription(created)).body().get(field).toString();
  }

  private static String subscription(Answer created) {
    return "/subscriptions/" + created.body().get("subscriptionId").asText();
  }

  private static String path(Answer created) {
    return subscription(created) + "/secret";
  }
}
