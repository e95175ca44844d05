package dev.tocsin.api.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over HTTP; the channels are fakes that take everything. */
class SubscriptionTestIT {
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret owner;
  private static ApiKeySecret stranger;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    owner = StartedApi.key(database.database(), "owner");
    stranger = StartedApi.key(database.database(), "stranger");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Test
  void aTestAnswersWhatCameOfItAndStoresNothing() {
    String path = "/subscriptions/" + subscribe() + "/test";
    Answer answer = api.post(owner, path, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("outcome").asText()).isEqualTo("delivered");
    assertThat(answer.body().path("httpStatus").asInt()).isEqualTo(200);
    assertThat(answer.body().path("error").isNull()).isTrue();
    assertThat(answer.body().path("durationMs").isIntegralNumber()).isTrue();
    assertThat(api.get(owner, "/events").body().path("items")).isEmpty();
    assertThat(api.get(owner, "/deliveries").body().path("items")).isEmpty();
  }

  @Test
  void aPausedSubscriptionCanBeTested() {
    String path = "/subscriptions/" + subscribe();
    assertThat(api.method(owner, "PATCH", path, "{\"active\": false}").status()).isEqualTo(200);
    assertThat(api.post(owner, path + "/test", "").status()).isEqualTo(200);
  }

  @Test
  void nobodyElsesAndNoDeletedOneCanBe() {
    String path = "/subscriptions/" + subscribe();
    assertThat(api.post(stranger, path + "/test", "").status()).isEqualTo(404);
    api.method(owner, "DELETE", path, "");
    assertThat(api.post(owner, path + "/test", "").status()).isEqualTo(404);
  }

  private static String subscribe() {
    return api.post(
            owner,
            "/subscriptions",
            "{\"eventType\": \"a\", \"severityFilter\": \"LOW\", \"channel\": \"WEBHOOK\","
                + " \"target\": \"https://hooks.example.com/in\"}")
        .body()
        .path("subscriptionId")
        .asText();
  }
}
