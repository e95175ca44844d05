package dev.tocsin.api.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order for many dead letters must say, and what comes of it at the API's side. */
class DeadLetterResourceIT {
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
    for (int i = 0; i < 3; i++) {
      dead("dlv_" + i, "sub_a");
    }
    dead("dlv_b", "sub_b");
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  private static void dead(String id, String subscriptionId) {
    database
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant,"
                        + " type, event_type, severity, channel, target, status, http_status,"
                        + " created_at, updated_at, settled_at) VALUES (?, current_date, 'evt_1',"
                        + " ?, 'default', 'a', 'a', 'LOW', 'WEBHOOK', 'https://x.example', 'DEAD',"
                        + " 503, now(), now(), now() - interval '1 minute')",
                    id,
                    subscriptionId));
  }

  private static Answer order(String order, String body) {
    return api.post(key, "/dead-letters/" + order, body.replace('\'', '"'));
  }

  @Test
  void anOrderIsShownWithWhoGaveItAndWhyAndCalledOffOnce() {
    Answer taken = order("redrive", "{'filter':{'subscriptionId':'sub_a'},'reason':'it is back'}");
    assertThat(taken.status()).as(taken.raw().body()).isEqualTo(202);
    String id = taken.body().get("operationId").asText();
    assertThat(id).startsWith("blk_");

    JsonNode shown = api.get(key, "/dead-letters/operations/" + id).body();
    assertThat(shown).isEqualTo(taken.body());
    assertThat(shown.get("status").asText()).isEqualTo("RUNNING");
    assertThat(shown.get("matching").asInt()).isEqualTo(3);
    assertThat(shown.get("reason").asText()).isEqualTo("it is back");
    assertThat(shown.at("/by/keyId").asText()).startsWith("key_");
    assertThat(shown.at("/by/name").asText()).isNotEmpty();
    assertThat(shown.get("filter").toString()).isEqualTo("{\"subscriptionId\":\"sub_a\"}");
    assertThat(api.get(key, "/dead-letters/operations").raw().body()).contains(id);
    assertThat(temporal.getWorkflowClient().fetchHistory(WorkflowIds.deadLetters(id)).getEvents())
        .isNotEmpty();

    Answer cancelled = api.post(key, "/dead-letters/operations/" + id + "/cancel", "");
    assertThat(cancelled.status()).isEqualTo(202);
    assertThat(cancelled.body().get("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.body().get("cancelledBy")).isEqualTo(shown.at("/by/keyId"));
    Answer again = api.post(key, "/dead-letters/operations/" + id + "/cancel", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().get("detail").asText()).isEqualTo("It runs no more: CANCELLED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'all':true}|4",
        "{'filter':{'subscriptionId':'sub_b'}}|1",
        "{'filter':{'channel':'webhook','httpStatus':503}}|4",
        "{'filter':{'errorClass':'http_4xx'}}|0",
        "{'filter':{'errorClass':'http_5xx','eventType':'A'}}|4",
        "{'filter':{'target':'https://x.example','since':'2020-01-01T00:00:00+01:00'}}|4",
        "{'filter':{'until':'2020-01-01T00:00:00Z'}}|0",
        "{'all':true,'most':2}|2"
      })
  void aDryRunOnlyCounts(String order, int matching) {
    Answer answer = order("discard", order.replaceFirst("\\{", "{'reason':'r','dryRun':true,"));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.body().toString()).isEqualTo("{\"matching\":" + matching + "}");
  }

  @Test
  void anOrderThatFindsNothingIsCompletedAtOnce() {
    Answer answer = order("discard", "{'filter':{'subscriptionId':'sub_c'},'reason':'r'}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("status").asText()).isEqualTo("COMPLETED");
    assertThat(answer.body().get("finishedAt").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'reason':'r'}|filter must have at least one field",
        "{'reason':'r','filter':{}}|filter must have at least one field",
        "{'reason':'r','filter':{'since':null}}|filter must have at least one field",
        "{'reason':'r','filter':{'channel':'a'},'all':true}|send one of them",
        "{'reason':'r','filter':{'subscription':'sub_a'}}|filter.subscription is not known",
        "{'reason':'r','filter':'sub_a'}|filter must be an object",
        "{'reason':'r','filter':{'errorClass':'LOUD'}}|filter.errorClass must be one of: HTTP_4XX",
        "{'reason':'r','filter':{'httpStatus':99}}|filter.httpStatus must be a whole number",
        "{'reason':'r','filter':{'since':'yesterday'}}|filter.since must be an ISO 8601 time",
        "{'reason':'r','filter':{'target':''}}|filter.target must be a string",
        "{'all':true}|reason is required",
        "{'all':true,'reason':' '}|reason is required",
        "{'all':true,'reason':'r','ratePerSecond':0}|ratePerSecond must be a whole number",
        "{'all':true,'reason':'r','ratePerSecond':1001}|ratePerSecond must be a whole number",
        "{'all':true,'reason':'r','most':0}|most must be a whole number from 1 to 1000000",
        "{'all':'yes','reason':'r'}|all must be true or false",
        "[]|reason is required"
      })
  void whatIsWrongIsSaidAndNothingBegins(String body, String fault) {
    for (String order : new String[] {"redrive", "discard"}) {
      Answer answer = order(order, body);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().get("details").toString()).contains(fault);
    }
  }
}
