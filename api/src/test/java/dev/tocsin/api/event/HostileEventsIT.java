package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.http.AnyJson;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Whatever the door accepts is stored and comes back as it was, alone and in a batch. */
class HostileEventsIT {
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static int number;

  @BeforeContainer
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterContainer
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Property(tries = 300, seed = "20260131")
  void whatIsAcceptedIsStoredAndReadBack(@ForAll("events") String template) {
    String event = template.replace("@id", "%012d".formatted(number++));
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
      readsBack(api.get(key, "/events/" + alone.body().get("eventId").asText()), event);
    }
    Statistics.collect(alone.status());
    Statistics.coverage(seen -> seen.check(202).percentage(share -> share > 20 && share < 90));
  }

  private static void readsBack(Answer shown, String event) {
    assertThat(shown.status()).as(event).isEqualTo(200);
    Event sent =
        EventForms.read(
            JsonBody.parse(event.getBytes(UTF_8)), null, Sent.reception("default", Instant.EPOCH));
    assertThat(shown.body().get("title").asText()).isEqualTo(sent.title());
    assertThat(shown.raw().body()).contains("\"details\":" + sent.details().text() + ",");
    if (!sent.extensions().text().equals("{}")) {
      assertThat(shown.raw().body()).contains("\"extensions\":" + sent.extensions().text() + ",");
    }
  }

  @Provide
  Arbitrary<String> events() {
    Arbitrary<String> form =
        Arbitraries.of(
            """
            {"eventType":%1$s,"severity":"low","title":%2$s,"details":%4$s,%3$s:%5$s}""",
            """
            {"source":%1$s,"detail-type":%2$s,"detail":%4$s,%3$s:%5$s}""",
            """
            {"specversion":"1.0","id":"@id","source":"/s","type":%1$s,"x":%2$s,"data":%5$s}""",
            """
            {"detail-type":%3$s,"detail":{"metadata":{"version":1,"created":"2026-01-01T00:00:00Z",
             "correlationId":"0f0e7d1c-6a1f-4d5e-8a52-b7c1f0a4d9e3","domain":%1$s,"source":%2$s,
             "type":"t","id":"0f0e7d1c-6a1f-4d5e-8a52-@id"},"data":%4$s}}""");
    return Combinators.combine(
            form,
            AnyJson.text(),
            AnyJson.text(),
            AnyJson.text(),
            AnyJson.object(5),
            Arbitraries.frequencyOf(
                Tuple.of(9, AnyJson.value(4)), Tuple.of(1, AnyJson.beyondLimits())))
        .as(String::formatted);
  }
}
