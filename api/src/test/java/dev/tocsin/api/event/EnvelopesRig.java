package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An API and the events of the CloudEvents SDK. */
abstract class EnvelopesRig {
  static final JsonFormat FORMAT = new JsonFormat();
  static TestDatabase database;
  static TestWorkflowEnvironment temporal;
  static StartedApi api;
  static ApiKeySecret key;

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

  static CloudEventBuilder cloudEvent() {
    return CloudEventBuilder.v1()
        .withId(UUID.randomUUID().toString())
        .withSource(URI.create("/shop/orders"))
        .withType("Order.Paid")
        .withTime(OffsetDateTime.parse("2026-01-31T12:00:00.123456+01:00"))
        .withSubject("1042")
        .withExtension("severity", "high")
        .withExtension("title", "Paid")
        .withExtension("correlationid", "basket-7")
        .withExtension("domain", "orders")
        .withExtension("schemaversion", "3")
        .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .withData("application/json", "{\"total\":129.90,\"items\":[1e2]}".getBytes(UTF_8));
  }

  static Answer binary(CloudEvent event) {
    HttpRequest.Builder request = api.request(key, "/events");
    HttpMessageFactory.createWriter(
            request::header,
            body ->
                request.POST(
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)))
        .writeBinary(event);
    return api.send(request.build());
  }

  static JsonNode shown(Answer accepted) {
    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    return api.get(key, "/events/" + accepted.body().get("eventId").asText()).body();
  }

  static void isWhatWasSent(JsonNode shown, CloudEvent sent) {
    assertThat(shown.get("eventId").asText())
        .isEqualTo(Identity.eventId("default", "/shop/orders", sent.getId()));
    assertThat(shown.get("eventType").asText()).isEqualTo("order.paid");
    assertThat(shown.get("severity").asText()).isEqualTo("HIGH");
    assertThat(shown.get("title").asText()).isEqualTo("Paid");
    assertThat(shown.get("source").asText()).isEqualTo("/shop/orders");
    assertThat(shown.get("time").asText()).isEqualTo("2026-01-31T11:00:00.123Z");
    assertThat(shown.get("correlationId").asText()).isEqualTo("basket-7");
    assertThat(shown.get("schemaVersion").asText()).isEqualTo("3");
    assertThat(shown.get("extensions").toString())
        .isEqualTo(
            "{\"subject\":\"1042\",\"domain\":\"orders\",\"traceparent\":"
                + "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}");
  }
}
