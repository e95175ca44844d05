package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.key.ApiKeySecret;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every envelope over HTTP, with the CloudEvents SDK as the client. */
class EnvelopesIT {
  private static final JsonFormat FORMAT = new JsonFormat();

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

  private static CloudEventBuilder cloudEvent() {
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

  private static Answer structured(CloudEvent event, String contentType) {
    return api.send(
        api.request(key, "/events")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(FORMAT.serialize(event)))
            .build());
  }

  private static Answer binary(CloudEvent event) {
    HttpRequest.Builder request = api.request(key, "/events");
    HttpMessageFactory.createWriter(
            request::header,
            body ->
                request.POST(
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)))
        .writeBinary(event);
    return api.send(request.build());
  }

  private static JsonNode shown(Answer accepted) {
    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    return api.get(key, "/events/" + accepted.body().get("eventId").asText()).body();
  }

  private static void isWhatWasSent(JsonNode shown, CloudEvent sent) {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "APPLICATION/CloudEvents+JSON",
        "application/json"
      })
  void takesStructuredEventsOfTheSdk(String contentType) {
    CloudEvent sent = cloudEvent().build();
    isWhatWasSent(shown(structured(sent, contentType)), sent);
    assertThat(structured(sent, contentType).body().get("duplicate").asBoolean()).isTrue();
  }

  @Test
  void takesBinaryEventsOfTheSdk() {
    CloudEvent sent = cloudEvent().build();
    Answer accepted = binary(sent);
    isWhatWasSent(shown(accepted), sent);
    String path = "/events/" + accepted.body().get("eventId").asText();
    assertThat(api.get(key, path).raw().body())
        .contains("\"details\":{\"total\":129.90,\"items\":[1e2]},");
    assertThat(binary(sent).body().get("duplicate").asBoolean()).isTrue();
    assertThat(structured(sent, "application/cloudevents+json").body().has("duplicate")).isTrue();
    CloudEvent other = CloudEventBuilder.v1(sent).withExtension("domain", "other").build();
    assertThat(binary(other).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.9999999-18:00,1970-01-01T17:59:59.999Z"
  })
  void keepsTimesFromTheFirstToTheLastYear(String time, String shown) {
    CloudEvent sent = cloudEvent().withTime(OffsetDateTime.parse(time)).build();
    Answer accepted = binary(sent);
    assertThat(shown(accepted).get("time").asText()).isEqualTo(shown);
    assertThat(binary(sent).body().get("duplicate").asBoolean()).isTrue();
  }

  @Test
  void takesEventsWithoutData() {
    CloudEvent sent = cloudEvent().withoutData().withoutDataContentType().build();
    assertThat(shown(binary(sent)).get("details")).isEmpty();
    assertThat(structured(sent, "application/cloudevents+json").body().has("duplicate")).isTrue();
  }

  @Test
  void decodesWhatAHeaderCannotCarry() {
    Answer accepted =
        api.send(
            api.request(key, "/events")
                .header("CE-SpecVersion", "1.0")
                .header("ce-ID", UUID.randomUUID().toString())
                .header("ce-source", "urn:a")
                .header("ce-type", "t")
                .header("ce-title", "Euro%20%E2%82%AC%20%F0%9F%98%80")
                .POST(BodyPublishers.ofString("[7]"))
                .build());
    JsonNode shown = shown(accepted);
    assertThat(shown.get("title").asText()).isEqualTo("Euro € 😀");
    assertThat(shown.get("details").toString()).isEqualTo("{\"data\":[7]}");
    assertThat(shown.get("severity").asText()).isEqualTo("MEDIUM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ce-specversion: 1.0|ce-id is required and must be a string",
        "ce-id: 1|ce-specversion must be 1.0",
        "Content-Type: application/cloudevents+xml|Content-Type: of the formats of CloudEvents",
        "Content-Type: application/cloudevents-batch+json|POST /events/batch takes a batch",
        "Content-Type: application/cloudevents+json|specversion must be 1.0",
      })
  void saysWhatIsWrongWithTheHeaders(String header, String fault) {
    String[] parts = header.split(": ");
    Answer answer =
        api.send(
            api.request(key, "/events")
                .header(parts[0], parts[1])
                .POST(BodyPublishers.ofString("{\"eventType\":\"a\"}"))
                .build());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("error").asText()).isEqualTo("Validation failed");
    assertThat(answer.body().get("details").get(0).asText()).contains(fault);
  }

  /** Clients that do not encode send bytes, which Jetty takes for one character set or another. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
  void refusesHeadersThatAreNotEncoded(String charset) throws IOException {
    String request =
        """
        POST /events HTTP/1.1\r
        Host: x\r
        x-api-key: %s\r
        ce-specversion: 1.0\r
        ce-id: 1\r
        ce-source: /s\r
        ce-type: t\r
        ce-title: Grüße\r
        Connection: close\r
        \r
        """
            .formatted(key.text());
    try (Socket socket = new Socket("localhost", api.port())) {
      socket.getOutputStream().write(request.getBytes(charset));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400")
          .contains("ce-title must be printable ASCII, and percent-encoded UTF-8 beyond it");
    }
  }

  @Test
  void findsTheEventsOfACorrelation() {
    String correlation = "c-" + UUID.randomUUID();
    String simple =
        "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\",\"correlationId\":%s}";
    shown(api.post(key, "/events", simple.formatted("\"" + correlation + "\"")));
    shown(binary(cloudEvent().withExtension("correlationid", correlation).build()));
    JsonNode found = api.get(key, "/events?correlationId=" + correlation).body().get("items");
    assertThat(found).hasSize(2);
    assertThat(found).allMatch(one -> one.get("correlationId").asText().equals(correlation));
    assertThat(api.get(key, "/events?eventType=a&correlationId=" + correlation).body().get("items"))
        .hasSize(1);

    for (String ignored :
        List.of("7", "\"\"", "null", "{}", "\"\\u0000\"", "\"" + "x".repeat(256) + "\"")) {
      JsonNode own = shown(api.post(key, "/events", simple.formatted(ignored)));
      assertThat(own.get("correlationId")).isEqualTo(own.get("eventId"));
    }
  }

  @Test
  void keepsTheTraceOfARequestWhereTheEventHasNone() {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-%s-01";
    String first = parent.formatted("00f067aa0ba902b7");
    String simple = "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\",\"id\":\"%s\"}";
    String body = simple.formatted(UUID.randomUUID());
    assertThat(shown(traced(body, first)).get("extensions").toString())
        .isEqualTo("{\"traceparent\":\"" + first + "\",\"tracestate\":\"a=1,b=2\"}");

    // sent again, it is within another span
    Answer again = traced(body, parent.formatted("53995c3f42cd8ad8"));
    assertThat(again.body().get("duplicate").asBoolean()).isTrue();
    assertThat(shown(again).get("extensions").get("traceparent").asText()).isEqualTo(first);
    assertThat(shown(traced(simple.formatted("x"), "00-0-0-01")).has("extensions")).isFalse();

    String own = new String(FORMAT.serialize(cloudEvent().build()), UTF_8);
    isWhatWasSent(shown(traced(own, first)), FORMAT.deserialize(own.getBytes(UTF_8)));
  }

  private static Answer traced(String body, String parent) {
    return api.send(
        api.request(key, "/events")
            .header("traceparent", parent)
            .header("tracestate", "a=1")
            .header("tracestate", "b=2")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void theTenantSaysWhatIsMeantWhereNoSeverityIs() throws IOException {
    ApiKeySecret quiet = StartedApi.key(database.database(), "quiet");
    String settings = "{\"defaultSeverity\":\"LOW\"}";
    assertThat(
            api.send(
                    api.request(quiet, "/admin/tenant")
                        .PUT(BodyPublishers.ofString(settings))
                        .build())
                .status())
        .isEqualTo(200);
    String event = "{\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{}}";
    Answer accepted = api.post(quiet, "/events", event);
    String path = "/events/" + accepted.body().get("eventId").asText();
    assertThat(api.get(quiet, path).body().get("severity").asText()).isEqualTo("LOW");
    String question = "{\"event\":%s,\"pattern\":{\"severity\":[\"LOW\"]}}".formatted(event);
    assertThat(api.post(quiet, "/patterns/test", question).raw().body())
        .isEqualTo("{\"matches\":true}");
  }

  @Test
  void theSimpleFormShowsNoMoreThanItHas() {
    JsonNode shown =
        shown(
            api.post(key, "/events", "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}"));
    assertThat(shown.has("source")).isFalse();
    assertThat(shown.has("schemaVersion")).isFalse();
    assertThat(shown.has("extensions")).isFalse();
    assertThat(shown.get("time")).isEqualTo(shown.get("receivedAt"));
  }

  /** The four files of examples/envelopes/ report one fact. */
  @Test
  void aSubscriptionMatchesAFactInEveryEnvelope() throws IOException {
    String hook =
        "{\"eventType\":\"Order.Shipped\",\"severityFilter\":\"HIGH\",\"channel\":\"WEBHOOK\","
            + "\"target\":\"https://hooks.example.com/in\",\"pattern\":{\"title\":"
            + "[{\"prefix\":\"Order 1042\"}],\"$or\":[{\"detail\":{\"total\":[129.9]}},"
            + "{\"detail\":{\"data\":{\"total\":[129.9]}}}]}}";
    String wanted = api.post(key, "/subscriptions", hook).body().get("subscriptionId").asText();
    Path folder = Path.of("../examples/envelopes");
    EventDao events = new EventDao(database.database());
    try (SubscriptionIndex index = new SubscriptionIndex(database.database())) {
      index.start();
      for (String name : List.of("simple", "cloudevent", "eventbridge", "domain")) {
        String sent = Files.readString(folder.resolve(name + ".json"));
        Answer accepted = api.post(key, "/events", sent);
        shown(accepted);
        Event event =
            events.find("default", accepted.body().get("eventId").asText()).orElseThrow().event();
        assertThat(index.match(event))
            .as(name)
            .extracting(Subscription::subscriptionId)
            .containsExactly(wanted);
        assertThat(
                api.post(
                        key,
                        "/patterns/test",
                        "{\"event\":%s,\"pattern\":{\"detail-type\":[\"order.shipped\"],"
                                .formatted(sent)
                            + "\"severity\":[\"HIGH\"]}}")
                    .raw()
                    .body())
            .isEqualTo("{\"matches\":true}");
        assertThat(JsonBody.compact(JsonBody.parse(sent.getBytes(UTF_8)).root()).text())
            .contains("129.90");
        assertThat(event.details().text()).contains("\"total\":129.90");
      }
    }
  }

  @Test
  void triesPatternsOnWhatAwsSends() throws IOException {
    try (var file = EnvelopesIT.class.getResourceAsStream("/aws/s3-object-created.json")) {
      String event = new String(file.readAllBytes(), UTF_8);
      for (String pattern :
          List.of(
              "{\"account\":[\"111122223333\"],\"region\":[{\"prefix\":\"ca\"}]}",
              "{\"severity\":[\"MEDIUM\"],\"title\":[\"Object Created\"]}")) {
        assertThat(
                api.post(
                        key,
                        "/patterns/test",
                        "{\"event\":%s,\"pattern\":%s}".formatted(event, pattern))
                    .raw()
                    .body())
            .isEqualTo("{\"matches\":true}");
      }
      assertThat(shown(api.post(key, "/events", event)).get("extensions").get("region").asText())
          .isEqualTo("ca-central-1");
    }
  }
}
