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
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An API that hears of mails by SNS, and a mail that SES took before each test. */
abstract class InboundSesRig {
  static final String SETTINGS = "/admin/tenant/inbound-ses";
  static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());
  static TestDatabase database;
  static TestWorkflowEnvironment temporal;
  static LocalSns sns;
  static StartedApi api;
  static ApiKeySecret key;
  static ApiKeySecret stranger;
  static String path;
  String messageId;
  DeliveryKey delivery;

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

  /** About the mail of this test, told later than it was taken off the list. */
  ObjectNode notification(String name) {
    return LocalSns.notification(
        Recorded.notification(name, messageId)
            .replaceAll("(\"timestamp\": \")2026-01-31T12:00:0[1-9][^\"]*", "$1" + later()));
  }

  static String later() {
    return NOW.get().plusSeconds(1).toString();
  }

  JsonNode shown() {
    return api.get(key, "/deliveries/" + delivery.deliveryId()).body();
  }

  static Answer post(String body) {
    return post(path, body);
  }

  /** As SNS does it: with this type of content, and here without its own headers. */
  static Answer post(String path, String body) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "text/plain; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  static void setTopics(ApiKeySecret whose, String... topics) {
    String all = topics.length == 0 ? "" : "\"" + String.join("\",\"", topics) + "\"";
    Answer answer = api.method(whose, "PUT", SETTINGS, "{\"topics\":[" + all + "]}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
  }
}
