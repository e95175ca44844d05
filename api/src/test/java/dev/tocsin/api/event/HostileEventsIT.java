package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the door accepts is stored and comes back as it was; nothing makes it stumble. */
class HostileEventsIT {
  private static final long SEED = 20260131;
  private static final int EVENTS = 600;
  private static final String[] NASTY = {
    "\\u0000",
    "\\ud800",
    "\\udfff",
    "\\ud83d\\ude00",
    "\\u2028",
    "\\\"",
    "\\\\",
    "\\/",
    "\\n",
    "'; DROP TABLE event; --",
    "<script>",
    "ü",
    "😀",
    "ﷺ",
    "\\u0001",
    "$1",
    ":id",
    "?",
    "{}",
    "%s"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1e308",
    "-1e308",
    "1.0e309",
    "1e-400",
    "1e200000",
    "1e99999999999",
    "123456789012345678901234567890.123456789",
    "1E+2",
    "0.1",
    "9007199254740993"
  };

  private final Random random = new Random(SEED);

  @Test
  void whatIsAcceptedIsStoredAndReadBack() throws Exception {
    System.out.println("seed " + SEED);
    int accepted = 0;
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      ApiKeySecret key = StartedApi.key(database.database(), "default");
      for (int number = 0; number < EVENTS; number++) {
        String details = object(random.nextInt(5) == 0 ? 70 : 4);
        String event =
            "{\"eventType\":%s,\"severity\":\"low\",\"title\":%s,\"details\":%s}"
                .formatted(text(), text(), details);
        Answer answer = api.post(key, "/events", event);
        assertThat(answer.status()).as(event + answer.raw().body()).isIn(202, 400);
        if (answer.status() == 202) {
          accepted++;
          readsBack(api.get(key, "/events/" + answer.body().get("eventId").asText()), event);
        }
      }
    }
    assertThat(accepted).isBetween(EVENTS / 10, EVENTS - EVENTS / 10);
  }

  /** The same in every envelope, alone and in a batch. */
  @Test
  void whatComesInAnEnvelopeIsStoredAndReadBack() throws Exception {
    int accepted = 0;
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      ApiKeySecret key = StartedApi.key(database.database(), "default");
      for (int number = 0; number < EVENTS / 2; number++) {
        String event = envelope(number);
        Answer alone = api.post(key, "/events", event);
        assertThat(alone.status()).as(event + alone.raw().body()).isIn(202, 400);
        Answer batch = api.post(key, "/events/batch", "[" + event + "]");
        // What is no JSON at all cannot be cut into events.
        int inBatch =
            batch.status() == 200
                ? batch.body().get("results").get(0).get("status").asInt()
                : batch.status();
        assertThat(inBatch).as(event + batch.raw().body()).isEqualTo(alone.status());
        if (alone.status() == 202) {
          accepted++;
          String path = "/events/" + alone.body().get("eventId").asText();
          Answer shown = api.get(key, path);
          assertThat(shown.status()).as(event).isEqualTo(200);
          var sent =
              EventForms.read(
                  dev.tocsin.api.http.JsonBody.parse(event.getBytes(UTF_8)),
                  null,
                  Sent.reception("default", java.time.Instant.now()));
          assertThat(shown.raw().body()).contains("\"details\":" + sent.details().text() + ",");
          assertThat(
                  sent.extensions().text().equals("{}")
                      || shown
                          .raw()
                          .body()
                          .contains("\"extensions\":" + sent.extensions().text() + ","))
              .as(shown.raw().body())
              .isTrue();
        }
      }
    }
    assertThat(accepted).isBetween(EVENTS / 20, EVENTS / 2 - EVENTS / 20);
  }

  private String envelope(int number) {
    int depth = random.nextInt(5) == 0 ? 70 : 4;
    return switch (number % 3) {
      case 0 ->
          "{\"source\":%s,\"detail-type\":%s,\"detail\":%s,%s:%s}"
              .formatted(text(), text(), object(depth), text(), value(4));
      case 1 ->
          "{\"specversion\":\"1.0\",\"id\":%s,\"source\":\"/s\",\"type\":%s,\"x\":%s,\"data\":%s}"
              .formatted("\"" + number + text().substring(1), text(), text(), value(depth));
      default ->
          """
          {"detail-type":%s,"detail":{"metadata":{"version":1,"created":"2026-01-01T00:00:00Z",
           "correlationId":"0f0e7d1c-6a1f-4d5e-8a52-b7c1f0a4d9e3","domain":%s,"source":%s,
           "type":"t","id":"0f0e7d1c-6a1f-4d5e-8a52-%012d"},"data":%s}}"""
              .formatted(text(), text(), text(), number, object(depth));
    };
  }

  private static void readsBack(Answer shown, String event) throws JsonProcessingException {
    assertThat(shown.status()).as(event).isEqualTo(200);
    var sent = EventDraft.of(dev.tocsin.api.http.JsonBody.parse(event.getBytes(UTF_8)), null);
    assertThat(shown.body().get("title").asText()).isEqualTo(sent.title());
    assertThat(shown.raw().body()).contains("\"details\":" + sent.details().text() + ",");
  }

  private String object(int depth) {
    StringBuilder object = new StringBuilder("{");
    int fields = random.nextInt(4);
    for (int field = 0; field < fields; field++) {
      object.append(field == 0 ? "" : ",").append(text()).append(':').append(value(depth - 1));
    }
    return object.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> text();
      case 2 -> depth > 0 ? object(depth) : "null";
      case 3 -> "[".repeat(Math.max(0, depth)) + "]".repeat(Math.max(0, depth));
      case 4 -> "1".repeat(1 + random.nextInt(120));
      default -> String.valueOf(random.nextBoolean());
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder("\"x");
    int pieces = random.nextInt(4);
    for (int piece = 0; piece < pieces; piece++) {
      // The worst are rare enough for others to pass.
      int first = random.nextInt(20) == 0 ? 0 : 3;
      text.append(NASTY[first + random.nextInt(NASTY.length - first)]);
    }
    return text.append('"').toString();
  }
}
