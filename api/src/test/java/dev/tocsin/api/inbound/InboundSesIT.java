package dev.tocsin.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.key.ApiKeySecret;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SES tells of mails by SNS. */
class InboundSesIT extends InboundSesRig {
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
}
