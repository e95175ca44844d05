package dev.tocsin.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundSesIT {
  private static final String SETTINGS = "/admin/tenant/inbound-ses";

  private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static LocalSns sns;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static ApiKeySecret stranger;
  private static String path;

  private String messageId;
  private DeliveryKey delivery;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    sns = new LocalSns();
    InstantSource clock = NOW::get;
    api =
        new StartedApi(
            database.config(),
            temporal.getWorkflowClient(),
            clock.withZone(ZoneOffset.UTC),
            Map.of(),
            sns.source());
    key = StartedApi.key(database.database(), Samples.TENANT);
    stranger = StartedApi.key(database.database(), "stranger");
    setTopics(key, LocalSns.TOPIC);
    path = api.post(key, SETTINGS + "/tokens", "").body().get("path").asText();
  }

  @AfterAll
  static void stop() {
    api.close();
    sns.close();
    temporal.close();
    database.close();
  }

  @BeforeEach
  void aMailThatSesTook() {
    NOW.set(Instant.now());
    messageId = "0100018c-" + UUID.randomUUID();
    Event event = Samples.events(1).get(0);
    delivery =
        Samples.matched(
                database.database(), List.of(event), List.of(Samples.stored(database.database())))
            .get(0);
    new DeliveryRecordDao(database.database())
        .record(
            List.of(
                Samples.outcome(delivery, event.eventId(), 1, DeliveryStatus.SENT, 1)
                    .withMessageId(messageId)),
            NOW.get());
    api.method(key, "DELETE", "/suppressions/jane@example.com", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "identity-bounce-with-dsn|BOUNCED|BOUNCE|Bounced (Permanent, General): smtp; 550 5.1.1"
            + " <…@example.com>... User unknown",
        "identity-complaint|DELIVERED|COMPLAINT|Complained of (abuse)",
        "identity-delivery|DELIVERED|-|-",
        "event-bounce-transient|BOUNCED|-|Bounced (Transient, MailboxFull): smtp; 452 4.2.2 mailbox"
            + " full",
        "event-complaint|DELIVERED|COMPLAINT|Complained of (abuse)",
        "event-reject|BOUNCED|-|Rejected by the provider: Bad content",
        "event-open|SENT|-|-",
      })
  void whatSesTellsChangesTheDeliveryAndTheList(
      String name, String status, String suppressed, String reason) {
    ObjectNode notification = notification(name);
    assertThat(post(sns.signed(notification)).status()).isEqualTo(200);

    assertThat(shown().get("status").asText()).isEqualTo(status);
    assertThat(shown().get("reason").asText(null)).isEqualTo(reason);
    Answer entry = api.get(key, "/suppressions/Jane@Example.com");
    assertThat(entry.status()).isEqualTo(suppressed == null ? 404 : 200);
    if (suppressed != null) {
      assertThat(entry.body().get("reason").asText()).isEqualTo(suppressed);
      assertThat(entry.body().get("source").asText()).isEqualTo(LocalSns.TOPIC);
      assertThat(entry.body().get("messageId").asText()).isEqualTo(messageId);
      assertThat(api.get(stranger, "/suppressions/jane@example.com").status()).isEqualTo(404);
    }

    assertThat(post(sns.signed(notification)).status()).as("repeated").isEqualTo(200);
    assertThat(shown().get("feedback")).hasSize(status.equals("SENT") ? 0 : 1);
  }

  @Test
  void aComplaintOfWhatArrivedIsRecorded() {
    post(sns.signed(notification("event-delivery")));
    post(sns.signed(notification("event-complaint")));
    assertThat(shown().get("status").asText()).isEqualTo("DELIVERED");
    assertThat(shown().get("feedback").findValuesAsText("kind"))
        .containsExactly("DELIVERY", "COMPLAINT");
  }

  @Test
  void isAskedForAgainWhileTheAttemptMayNotBeRecordedYet() {
    String young =
        Recorded.notification("identity-bounce-with-dsn", "of-nobody-yet")
            .replace("2026-01-31T12:00:00.000Z", NOW.get().minusSeconds(60).toString());
    String bounce = sns.signed(LocalSns.notification(young));
    Answer answer = post(bounce);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(503);
    assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();

    NOW.set(NOW.get().plusSeconds(61));
    assertThat(post(bounce).status()).isEqualTo(200);
  }

  @Test
  void theAddressIsSuppressedWhoeverSentTheMail() {
    messageId = "of-another-program";
    assertThat(post(sns.signed(notification("identity-complaint"))).status()).isEqualTo(200);
    assertThat(api.get(key, "/suppressions/jane@example.com").status()).isEqualTo(200);
  }

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
  void anotherTenantsTopicAndMailAreOutOfReach() {
    String strangers = api.post(stranger, SETTINGS + "/tokens", "").body().get("path").asText();
    String message = sns.signed(notification("identity-bounce-with-dsn"));
    Answer refused = post(strangers, message);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().get("type").asText())
        .isEqualTo("urn:tocsin:problem:topic-not-allowed");

    setTopics(stranger, LocalSns.TOPIC);
    assertThat(post(strangers, message).status()).isEqualTo(200);
    assertThat(shown().get("status").asText()).isEqualTo("SENT");
    assertThat(api.get(key, "/suppressions/jane@example.com").status()).isEqualTo(404);
    assertThat(api.get(stranger, "/suppressions/jane@example.com").status()).isEqualTo(200);
    setTopics(stranger);
  }

  @Test
  void aForgedMessageIsRefusedAndChangesNothing() {
    HeldCertificate forger = LocalSns.signer("sns.amazonaws.com", sns.root);
    Answer answer =
        post(
            LocalSns.signed(
                notification("identity-bounce-with-dsn"), forger.keyPair().getPrivate()));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body().get("type").asText())
        .isEqualTo("urn:tocsin:problem:signature-invalid");
    assertThat(shown().get("status").asText()).isEqualTo("SENT");
    assertThat(api.get(key, "/suppressions/jane@example.com").status()).isEqualTo(404);
  }

  @Test
  void hostileBodiesAreRefused() {
    assertThat(post("{\"Type\":\"Notification\",\"x\":\"" + "x".repeat(300_000) + "\"}").status())
        .isEqualTo(413);
    assertThat(post("[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(post("").status()).isEqualTo(400);
    assertThat(post("{}").status()).isEqualTo(400);
    assertThat(post("{\"Type\":\"Notification\",\"Message\":{}}").status()).isEqualTo(400);
    Answer raw = post(Recorded.notification("identity-delivery"));
    assertThat(raw.status()).isEqualTo(400);
    assertThat(raw.raw().body()).contains("raw message delivery must be off");
    String deep = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);
    assertThat(post(sns.signed(LocalSns.notification(deep))).status()).isEqualTo(200);
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

  @Test
  void theListIsKeptByOperators() {
    ApiKeySecret other = StartedApi.key(database.database(), "lister");
    Answer added =
        api.post(other, "/suppressions", "{\"address\":\"Ops@Example.com\",\"detail\":\"left\"}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.body().get("address").asText()).isEqualTo("ops@example.com");
    assertThat(added.body().get("source").asText()).startsWith("key_");
    assertThat(api.post(other, "/suppressions", "{\"address\":\"OPS@example.com\"}").status())
        .isEqualTo(200);
    assertThat(api.get(other, "/suppressions").body().get("items")).hasSize(1);
    assertThat(api.get(other, "/suppressions/OPS@EXAMPLE.COM").body().get("detail").asText())
        .isEqualTo("left");
    assertThat(api.post(other, "/suppressions", "{\"address\":\"nobody\"}").status())
        .isEqualTo(400);
    assertThat(api.method(other, "DELETE", "/suppressions/ops@example.com", "").status())
        .isEqualTo(204);
    assertThat(api.method(other, "DELETE", "/suppressions/ops@example.com", "").status())
        .isEqualTo(404);
    assertThat(api.get(other, "/suppressions").body().get("items")).isEmpty();
  }

  @Test
  void aTestNotificationIsAMailToo() {
    ApiKeySecret other = StartedApi.key(database.database(), "tester");
    String id =
        api.post(
                other,
                "/subscriptions",
                "{\"eventType\":\"a\",\"severityFilter\":\"LOW\",\"channel\":\"EMAIL\","
                    + "\"target\":\"Ops@Example.com\"}")
            .body()
            .get("subscriptionId")
            .asText();
    assertThat(api.post(other, "/subscriptions/" + id + "/test", "").status()).isEqualTo(200);
    api.post(other, "/suppressions", "{\"address\":\"ops@example.com\"}");
    assertThat(api.post(other, "/subscriptions/" + id + "/test", "").status()).isEqualTo(409);
  }

  /** About the mail of this test, told later than it was taken off the list. */
  private ObjectNode notification(String name) {
    return LocalSns.notification(
        Recorded.notification(name, messageId)
            .replaceAll("(\"timestamp\": \")2026-01-31T12:00:0[1-9][^\"]*", "$1" + later()));
  }

  private static String later() {
    return NOW.get().plusSeconds(1).toString();
  }

  private JsonNode shown() {
    return api.get(key, "/deliveries/" + delivery.deliveryId()).body();
  }

  private static Answer post(String body) {
    return post(path, body);
  }

  /** As SNS does it: with this type of content, and here without its own headers. */
  private static Answer post(String path, String body) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "text/plain; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static void setTopics(ApiKeySecret whose, String... topics) {
    String all = topics.length == 0 ? "" : "\"" + String.join("\",\"", topics) + "\"";
    Answer answer = api.method(whose, "PUT", SETTINGS, "{\"topics\":[" + all + "]}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
  }

  private static int rows(String sql, Object... arguments) {
    return database
        .database()
        .jdbi()
        .withHandle(h -> h.select(sql, arguments).mapTo(Integer.class).one());
  }
}
