package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many events in one request, each answered for itself. */
class EventBatchIT {
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

  private static String simple(String id, String title) {
    return "{\"id\":\"%s\",\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"%s\"}"
        .formatted(id, title);
  }

  private static Answer send(String... events) {
    return api.post(key, "/events/batch", "[" + String.join(",", events) + "]");
  }

  private static JsonNode results(Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.body().get("results");
  }

  private static List<Integer> statuses(JsonNode results) {
    return StreamSupport.stream(results.spliterator(), false)
        .map(one -> one.get("status").asInt())
        .toList();
  }

  @Test
  void answersEveryFormInOrderAndLetsNoBadEventSpoilTheRest() {
    String id = UUID.randomUUID().toString();
    String large = simple("large", "x".repeat(256 * 1024));
    JsonNode results =
        results(
            send(
                simple(id, "t"),
                "7",
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"T\"}"
                    .formatted(id),
                "{\"eventType\":\"a\"}",
                "{\"source\":\"s\",\"detail-type\":\"T\",\"id\":\"%s\"}".formatted(id),
                large,
                "{\"source\":\"s\",\"detail-type\":\"T\",\"detail\":{\"metadata\":{},\"data\":{}}}",
                simple(id, "t"),
                simple(id, "other"),
                "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"T\","
                    + "\"datacontenttype\":\"text/plain\",\"data\":\"x\"}",
                "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"\\u0000\"}"));
    assertThat(statuses(results))
        .containsExactly(202, 400, 202, 400, 202, 413, 400, 202, 409, 400, 400);
    assertThat(results.get(0).get("eventId").asText())
        .isEqualTo(Identity.eventId("default", "", id));
    assertThat(results.get(0).get("message").asText()).isEqualTo("Event queued for processing");
    assertThat(results.get(0).has("duplicate")).isFalse();
    assertThat(results.get(1).get("details")).hasSize(3);
    assertThat(results.get(2).get("eventId").asText())
        .isEqualTo(Identity.eventId("default", "/s", id));
    assertThat(results.get(3).get("error").asText()).isEqualTo("Validation failed");
    assertThat(results.get(4).get("eventId").asText())
        .isEqualTo(Identity.eventId("default", "s", id));
    assertThat(results.get(5).get("detail").asText())
        .isEqualTo("An event can have at most 256 KiB");
    assertThat(results.get(6).get("details").get(0).asText())
        .isEqualTo("detail.metadata.version must be a positive integer");
    assertThat(results.get(7).get("duplicate").asBoolean()).isTrue();
    assertThat(results.get(8).get("title").asText()).isEqualTo("Conflict");
    assertThat(results.get(10).get("details").get(0).asText())
        .isEqualTo("title must not contain the NUL character");
    for (int taken : new int[] {0, 2, 4}) {
      String path = "/events/" + results.get(taken).get("eventId").asText();
      assertThat(api.get(key, path).status()).isEqualTo(200);
    }
  }

  @Test
  void takesABatchOfCloudEventsOfTheSdk() {
    JsonFormat format = new JsonFormat();
    String batch =
        IntStream.range(0, 3)
            .mapToObj(
                number ->
                    CloudEventBuilder.v1()
                        .withId("batch-" + number)
                        .withSource(URI.create("urn:batch"))
                        .withType("t")
                        .withData("application/json", "{\"a\":1}".getBytes(UTF_8))
                        .build())
            .map(event -> new String(format.serialize(event), UTF_8))
            .collect(Collectors.joining(",", "[", "," + simple("x", "t") + "]"));
    Answer answer =
        api.send(
            api.request(key, "/events/batch")
                .header("Content-Type", "application/cloudevents-batch+json; charset=utf-8")
                .POST(BodyPublishers.ofString(batch))
                .build());
    JsonNode results = results(answer);
    assertThat(statuses(results)).containsExactly(202, 202, 202, 400);
    assertThat(results.get(2).get("eventId").asText())
        .isEqualTo(Identity.eventId("default", "urn:batch", "batch-2"));
    assertThat(results.get(3).get("details").get(0).asText()).isEqualTo("specversion must be 1.0");
  }

  @Test
  void takes500EventsAndNoMore() {
    List<String> events =
        IntStream.range(0, 500).mapToObj(number -> simple("many-" + number, "t")).toList();
    double groups = api.meters.get("tocsin.intake.group.size").summary().count();
    JsonNode results = results(send(events.toArray(String[]::new)));
    assertThat(statuses(results)).hasSize(500).containsOnly(202);
    for (int number = 0; number < 500; number++) {
      assertThat(results.get(number).get("eventId").asText())
          .isEqualTo(Identity.eventId("default", "", "many-" + number));
    }
    // They share commits: one that began with the first, and some of up to 200.
    assertThat(api.meters.get("tocsin.intake.group.size").summary().count() - groups)
        .isLessThan(50);

    List<String> tooMany = IntStream.range(0, 501).mapToObj(number -> "1").toList();
    Answer refused = send(tooMany.toArray(String[]::new));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().get("details").get(0).asText())
        .isEqualTo("the batch has 501 events; it can have at most 500");
  }

  @Test
  void takesOneMebibyteAndNoMore() {
    String event = simple("", "x".repeat(200 * 1024));
    String five = IntStream.range(0, 5).mapToObj(n -> event).collect(Collectors.joining(","));
    String padding = " ".repeat(1024 * 1024 - five.length() - 2);
    assertThat(api.post(key, "/events/batch", "[" + five + padding + "]").status()).isEqualTo(200);
    Answer refused = api.post(key, "/events/batch", "[" + five + padding + " ]");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.body().get("detail").asText())
        .isEqualTo("A request body can have at most 1024 KiB");
  }

  @Test
  void refusesWhatIsNoBatch() {
    assertThat(results(send())).isEmpty();
    assertThat(api.post(key, "/events/batch", simple("x", "t")).status()).isEqualTo(400);
    assertThat(api.post(key, "/events/batch", "[" + simple("x", "t")).raw().body())
        .contains("\"error\":\"Invalid JSON in request body\"");
    assertThat(api.get(key, "/events/batch").status()).isEqualTo(405);
    assertThat(
            api.post(key, "/events/batch", "[" + "[".repeat(400_000) + "]".repeat(400_000) + "]")
                .status())
        .isEqualTo(200);
  }

  @Test
  void isUnavailableAsAWholeOnlyWhereNothingWasTaken() {
    try (TestDatabase other = TestDatabase.create();
        StartedApi away = started(other)) {
      ApiKeySecret its = StartedApi.key(other.database(), "default");
      String good = simple("good", "t");
      assertThat(away.post(its, "/events/batch", "[" + good + "]").status()).isEqualTo(200);
      other
          .database()
          .jdbi()
          .useHandle(handle -> handle.execute("ALTER TABLE event RENAME TO event_away"));
      Answer none = away.post(its, "/events/batch", "[" + simple("new", "t") + ",7]");
      assertThat(none.status()).isEqualTo(503);
      assertThat(none.raw().headers().firstValue("retry-after")).contains("5");
      assertThat(none.body().get("error").asText()).isEqualTo("Failed to queue event");
      assertThat(statuses(results(away.post(its, "/events/batch", "[7]")))).containsExactly(400);
    }
  }

  private static StartedApi started(TestDatabase other) {
    try {
      return new StartedApi(other.config(), temporal.getWorkflowClient());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
