package dev.tocsin.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.Samples;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.util.Set;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the news of mails may come from, and who sets that. */
class InboundSettingsIT extends InboundSesRig {
  @Test
  void aSubscriptionIsConfirmedAtSns() {
    String confirmation = sns.signed(LocalSns.confirmation("SubscriptionConfirmation"));
    sns.asked.clear();
    assertThat(post(confirmation).status()).isEqualTo(200);
    assertThat(sns.asked).extracting(HttpUrl::query).anyMatch(q -> q.contains("ConfirmSubscr"));

    MockResponse good = sns.served.get("/");
    sns.served.put("/", new MockResponse.Builder().code(500).build());
    assertThat(post(confirmation).status()).isEqualTo(503);
    sns.served.put("/", good);

    sns.asked.clear();
    assertThat(post(sns.signed(LocalSns.confirmation("UnsubscribeConfirmation"))).status())
        .isEqualTo(200);
    assertThat(sns.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/?Action=ConfirmSubscription&TopicArn=",
    "https://sns.us-east-1.amazonaws.com/?Action=Publish&TopicArn=",
    "http://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=",
    "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x",
  })
  void nothingElseIsVisited(String url) {
    ObjectNode confirmation =
        LocalSns.confirmation("SubscriptionConfirmation").put("SubscribeURL", url + LocalSns.TOPIC);
    String signed = sns.signed(confirmation);
    sns.asked.clear();
    assertThat(post(signed).status()).isEqualTo(403);
    assertThat(sns.asked).noneMatch(asked -> asked.query() != null);
  }

  @Test
  void aTokenOfNobodyIsNotFound() {
    String message = sns.signed(notification("identity-delivery"));
    assertThat(post("/inbound/ses/" + "a".repeat(43), message).status()).isEqualTo(404);
    assertThat(post("/inbound/ses/x", message).status()).isEqualTo(404);
    assertThat(post("/inbound/ses/%00", message).status()).isIn(400, 404);
  }

  @Test
  void aTokenOpensUntilItIsRevoked() {
    Answer made = api.post(key, SETTINGS + "/tokens", "");
    assertThat(made.status()).isEqualTo(201);
    String second = made.body().get("path").asText();
    String id = made.body().get("tokenId").asText();
    String message = sns.signed(notification("identity-delivery"));
    assertThat(post(second, message).status()).isEqualTo(200);
    Answer shown = api.get(key, SETTINGS);
    assertThat(shown.body().get("tokens").findValuesAsText("tokenId")).contains(id);
    assertThat(shown.raw().body()).doesNotContain(made.body().get("token").asText());
    assertThat(
            rows(
                "SELECT count(*) FROM inbound_token WHERE token_hash::text LIKE ?",
                "%" + made.body().get("token").asText() + "%"))
        .isZero();

    assertThat(api.method(stranger, "DELETE", SETTINGS + "/tokens/" + id, "").status())
        .isEqualTo(404);
    assertThat(api.method(key, "DELETE", SETTINGS + "/tokens/" + id, "").status()).isEqualTo(204);
    assertThat(post(second, message).status()).isEqualTo(404);
    assertThat(post(message).status()).isEqualTo(200);
  }

  @Test
  void onlyAFewTokensAreGoodAtATime() {
    ApiKeySecret other = StartedApi.key(database.database(), "many");
    for (int i = 0; i < 5; i++) {
      assertThat(api.post(other, SETTINGS + "/tokens", "").status()).isEqualTo(201);
    }
    assertThat(api.post(other, SETTINGS + "/tokens", "").status()).isEqualTo(409);
  }

  @Test
  void onlyAnAdminSetsWhereItComesFrom() {
    ApiKeySecret operator =
        StartedApi.key(
            database.database(),
            new NewApiKey(Samples.TENANT, "ops", Set.of(Role.OPERATE), Plan.UNLIMITED, null));
    assertThat(api.get(operator, SETTINGS).status()).isEqualTo(403);
    assertThat(api.post(operator, SETTINGS + "/tokens", "").status()).isEqualTo(403);
    assertThat(api.method(key, "PUT", SETTINGS, "{\"topics\":[\"arn:aws:sqs:x\"]}").status())
        .isEqualTo(400);
    assertThat(api.method(key, "PUT", SETTINGS, "[]").status()).isEqualTo(400);
    assertThat(api.get(key, SETTINGS).body().get("topics").get(0).asText())
        .isEqualTo(LocalSns.TOPIC);
  }

  private static int rows(String sql, Object... arguments) {
    return database
        .database()
        .jdbi()
        .withHandle(h -> h.select(sql, arguments).mapTo(Integer.class).one());
  }
}
