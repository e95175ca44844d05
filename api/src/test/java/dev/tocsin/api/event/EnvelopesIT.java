package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What holds whichever envelope an event comes in, over HTTP. */
class EnvelopesIT extends EnvelopesRig {
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
