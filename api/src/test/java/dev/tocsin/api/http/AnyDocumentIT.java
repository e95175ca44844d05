package dev.tocsin.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** No JSON document makes the API answer 5xx: it takes it, or says what to change. */
class AnyDocumentIT {
  private static final String SEED = "20260131";

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static String subscription;

  @BeforeContainer
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
    subscription =
        "/subscriptions/"
            + api.post(key, "/subscriptions", SUBSCRIPTIONS.get(0))
                .body()
                .get("subscriptionId")
                .asText();
  }

  @AfterContainer
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Property(tries = 500, seed = SEED)
  void anyEventIsTakenOrRefused(@ForAll("events") String event) {
    takenOrRefused(api.post(key, "/events", event), event);
    takenOrRefused(api.post(key, "/events/batch", "[" + event + "]"), event);
  }

  @Property(tries = 250, seed = SEED)
  void anySubscriptionIsTakenOrRefused(@ForAll("subscriptions") String document) {
    Answer answer = api.post(key, "/subscriptions", document);
    takenOrRefused(answer, document);
    if (answer.status() == 201) {
      String path = "/subscriptions/" + answer.body().get("subscriptionId").asText();
      assertThat(api.get(key, path).status()).as(document).isEqualTo(200);
    }
    takenOrRefused(api.method(key, "PATCH", subscription, document), document);
  }

  /** Were all refused, little would be tried. */
  private static void takenOrRefused(Answer answer, String sent) {
    Statistics.collect(answer.status() < 300);
    Statistics.coverage(seen -> seen.check(true).percentage(share -> share > 10 && share < 90));
    assertThat(answer.status()).as(sent + answer.raw().body()).isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.body().hasNonNull("error") || answer.body().hasNonNull("detail"))
          .as(answer.raw().body())
          .isTrue();
    }
  }

  @Provide
  Arbitrary<String> events() throws IOException {
    List<String> real = new ArrayList<>();
    for (String form : List.of("simple", "cloudevent", "eventbridge", "domain")) {
      real.add(Files.readString(Path.of("../examples/envelopes", form + ".json")));
    }
    return documents(real, Arbitraries.of("1", "\"HIGH\"", "\"1.0\"", "\"2026-02-30T25:00:00Z\""));
  }

  @Provide
  Arbitrary<String> subscriptions() {
    return documents(SUBSCRIPTIONS, MATCHERS);
  }

  private static Arbitrary<String> documents(List<String> real, Arbitrary<String> likely) {
    Arbitrary<String> mutations =
        AnyJson.mutationsOf(
            real,
            Arbitraries.oneOf(
                likely, AnyJson.value(3), AnyJson.beyondLimits(), AnyJson.neverStored()));
    return Arbitraries.oneOf(mutations, mutations, mutations, AnyJson.value(4));
  }

  private static final List<String> SUBSCRIPTIONS =
      List.of(
          """
          {"eventType":"order.shipped","severityFilter":"LOW","channel":"WEBHOOK","name":"a",
           "target":"https://hooks.example.com/in","headers":{"X-Team":"warehouse","X-B":"b"},
           "retry":{"delaysSeconds":[5,60,600],"jitter":0.2},"timeoutSeconds":5,
           "schemaVersions":[1,2],"active":true}""",
          """
          {"eventType":"order.shipped","severityFilter":"HIGH","channel":"EMAIL",
           "target":"ops@example.com"}""",
          """
          {"channel":"WEBHOOK","target":"http://hooks.example.com:8080/in?a=b","pattern":{
           "source":[{"anything-but":{"prefix":"aws."}}],"detail-type":[{"wildcard":"order.*"}],
           "$or":[{"detail":{"total":[{"numeric":[">",100,"<=",1e3]}]}},
                  {"detail":{"ip":[{"cidr":"10.0.0.0/8"}],"gone":[{"exists":false}]}}]}}""");

  private static final Arbitrary<String> MATCHERS =
      Arbitraries.of(
          "[{\"regex\":\"(a+)+$\"}]",
          "[{\"wildcard\":\"" + "*a".repeat(60) + "\"}]",
          "[{\"wildcard\":\"**\"}]",
          "[{\"wildcard\":\"\\\\\"}]",
          "[{\"numeric\":[\">\",1e308,\"<\",-1e308]}]",
          "[{\"numeric\":[\"=\",1e-400]}]",
          "[{\"numeric\":[\"=\",5e9,5]}]",
          "[{\"numeric\":[]}]",
          "[{\"cidr\":\"::/129\"}]",
          "[{\"cidr\":\"1.2.3.4\"}]",
          "[{\"prefix\":\"\"}]",
          "[{\"suffix\":{\"equals-ignore-case\":\"\"}}]",
          "[{\"anything-but\":{\"wildcard\":[\"*\",\"a*\"]}}]",
          "[{\"anything-but\":[]}]",
          "[{\"exists\":\"yes\"}]",
          "[{\"$or\":[]}]",
          "{\"$or\":[{},{}]}",
          "{\"$or\":[" + "{\"a\":[1]},".repeat(40) + "{\"b\":[2]}]}",
          "[[1],[2]]",
          "[]",
          "{}",
          "{\"delaysSeconds\":[0],\"jitter\":-1e-400}",
          "{\"delaysSeconds\":[1e-2147483648],\"jitter\":1e308}",
          "{\"Content-Length\":\"7\",\"x y\":\"\\r\\n\"}",
          "\"javascript:alert(1)\"",
          "\"https://user:secret@[::1]:99999/%zz\"",
          "[{\"equals-ignore-case\":\"Order.Shipped\"},null,true,\"\"]",
          "[{\"suffix\":\".shipped\"},{\"exists\":true},1e2]",
          "{\"delaysSeconds\":[1,604800]}",
          "\"critical\"",
          "\"webhook\"",
          "\"email\"");
}
