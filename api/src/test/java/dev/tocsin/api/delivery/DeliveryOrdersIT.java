package dev.tocsin.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** What an operator can order of a delivery, and when it is a 409. */
class DeliveryOrdersIT {
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static String subscription;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
    subscription = subscribe();
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  private static String subscribe() {
    return api.post(
            key,
            "/subscriptions",
            "{\"eventType\":\"a\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\","
                + "\"target\":\"https://x.example\"}")
        .body()
        .get("subscriptionId")
        .asText();
  }

  private static void delivery(String id, String subscriptionId, String status) {
    database
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant,"
                        + " type, event_type, severity, channel, target, status, created_at,"
                        + " updated_at, settled_at) VALUES (?, current_date, 'evt_1', ?,"
                        + " 'default', 'a', 'a', 'LOW', 'WEBHOOK', 'https://x.example', ?, now(),"
                        + " now(), now())",
                    id,
                    subscriptionId,
                    status));
  }

  private static Answer order(String id, String order) {
    return api.post(key, "/deliveries/" + id + "/" + order, "");
  }

  private static String status(String id) {
    return api.get(key, "/deliveries/" + id).body().get("status").asText();
  }

  @Test
  void redrivesADeadLetterOnceAndLeavesItsRowToTheWorkflow() {
    delivery("dlv_dead", subscription, "DEAD");
    assertThat(api.get(key, "/dead-letters").raw().body()).contains("dlv_dead");
    Answer taken = order("dlv_dead", "redrive");
    assertThat(taken.status()).as(taken.raw().body()).isEqualTo(202);
    assertThat(taken.body().get("deliveryId").asText()).isEqualTo("dlv_dead");
    assertThat(status("dlv_dead")).isEqualTo("DEAD");
    assertThat(
            temporal.getWorkflowClient().fetchHistory(WorkflowIds.delivery("dlv_dead")).getEvents())
        .isNotEmpty();
    assertThat(order("dlv_dead", "redrive").body().get("detail").asText()).contains("running");
    assertThat(order("dlv_dead", "redrive").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({
    "redrive,SENT,409",
    "redrive,RETRYING,409",
    "retry-now,RETRYING,202",
    "retry-now,SCHEDULED,202",
    "retry-now,PENDING,409",
    "retry-now,WAITING,409",
    "retry-now,SENT,409",
    "retry-now,DEAD,409",
    "cancel,PENDING,202",
    "cancel,WAITING,202",
    "cancel,SENT,409",
    "cancel,CANCELLED,409"
  })
  void takesAnOrderOnlyWhereItCan(String order, String status, int answer) {
    String id = "dlv_" + order.replace('-', '_') + "_" + status;
    delivery(id, subscription, status);
    Answer taken = order(id, order);
    assertThat(taken.status()).as(taken.raw().body()).isEqualTo(answer);
    assertThat(taken.body().get(answer == 202 ? "message" : "detail").asText()).isNotEmpty();
  }

  @Test
  void holdsAndCancelsWithTheSubscription() {
    String own = subscribe();
    delivery("dlv_own", own, "RETRYING");
    delivery("dlv_own_dead", own, "DEAD");
    api.method(key, "PATCH", "/subscriptions/" + own, "{\"active\":false}");
    assertThat(status("dlv_own")).isEqualTo("WAITING");
    assertThat(order("dlv_own", "retry-now").body().get("detail").asText()).contains("paused");
    api.method(key, "DELETE", "/subscriptions/" + own, "");
    assertThat(status("dlv_own")).isEqualTo("CANCELLED");
    Answer redrive = order("dlv_own_dead", "redrive");
    assertThat(redrive.status()).isEqualTo(409);
    assertThat(redrive.body().get("detail").asText()).contains("deleted");
  }

  @Test
  void startsTheWorkflowOfAnAcceptedEvent() {
    String eventId =
        api.post(
                key,
                "/events",
                "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"%s\"}"
                    .formatted("😀".repeat(500)))
            .body()
            .get("eventId")
            .asText();
    await()
        .ignoreExceptions()
        .until(
            () ->
                !temporal
                    .getWorkflowClient()
                    .fetchHistory(WorkflowIds.event(eventId))
                    .getEvents()
                    .isEmpty());
  }
}
