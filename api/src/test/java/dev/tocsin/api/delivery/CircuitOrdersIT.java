package dev.tocsin.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see and order of a target that is down. */
class CircuitOrdersIT {
  private static final Instant SINCE = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static CircuitDao circuits;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
    circuits = new CircuitDao(database.database());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Test
  void showsNoCircuitThatIsClosed() {
    String id = subscribe();
    assertThat(get(id).path("circuit").isObject()).isFalse();
    circuit(id, CircuitState.OPEN, SINCE);
    assertThat(circuits.close(id, SINCE)).isTrue();
    assertThat(get(id).path("circuit").isObject()).isFalse();
  }

  @Test
  void showsHowADownTargetStands() {
    String id = subscribe();
    circuit(id, CircuitState.OPEN, SINCE.plusSeconds(30));
    delivery("dlv_shown", id, "WAITING");

    JsonNode circuit = get(id).get("circuit");

    assertThat(circuit.get("state").asText()).isEqualTo("OPEN");
    assertThat(circuit.get("waiting").asLong()).isEqualTo(1);
    assertThat(circuit.get("reason").asText()).isEqualTo("503");
    assertThat(Instant.parse(circuit.get("since").asText())).isEqualTo(SINCE);
    assertThat(Instant.parse(circuit.get("nextProbeAt").asText())).isAfter(SINCE);
    JsonNode listed = api.get(key, "/subscriptions").body().get("items");
    assertThat(listed.findValues("circuit")).anyMatch(each -> each.equals(circuit));
  }

  @Test
  void retryNowOfADeliveryThatWaitsTriesTheTarget() {
    String id = subscribe();
    circuit(id, CircuitState.OPEN, SINCE.plusSeconds(3_600));
    delivery("dlv_waits", id, "WAITING");

    Answer taken = api.post(key, "/deliveries/dlv_waits/retry-now", "");

    assertThat(taken.status()).as(taken.raw().body()).isEqualTo(202);
    assertThat(taken.body().get("message").asText()).contains("target is tried now");
    assertThat(circuits.find(id).orElseThrow().nextProbeAt()).isBefore(SINCE.plusSeconds(3_600));
    assertThat(temporal.getWorkflowClient().fetchHistory(WorkflowIds.target(id)).getEvents())
        .isNotEmpty();
  }

  @Test
  void aDisabledSubscriptionIsEnabledByItsOwner() {
    String id = subscribe();
    circuit(id, CircuitState.DISABLED, null);
    delivery("dlv_kept", id, "WAITING");
    assertThat(get(id).get("status").asText()).isEqualTo("disabled");
    Answer refused = api.post(key, "/deliveries/dlv_kept/retry-now", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("detail").asText()).contains("disabled").contains("enable");

    Answer enabled = api.method(key, "PATCH", "/subscriptions/" + id, "{\"active\":true}");

    assertThat(enabled.status()).isEqualTo(200);
    assertThat(enabled.body().get("status").asText()).isEqualTo("active");
    assertThat(enabled.body().get("circuit").get("state").asText()).isEqualTo("OPEN");
    assertThat(circuits.find(id).orElseThrow().failingSince()).isNull();
    assertThat(temporal.getWorkflowClient().fetchHistory(WorkflowIds.target(id)).getEvents())
        .isNotEmpty();
  }

  @Test
  void aDeliveryThatWaitsForItsTurnIsNotHurriedAndAChangeOfLimitsIsHeard() {
    String id = subscribe();
    String path = "/subscriptions/" + id;
    api.method(key, "PATCH", path, "{\"limits\":{\"perSecond\":0.001}}");
    delivery("dlv_turn", id, "WAITING");

    JsonNode circuit = get(id).get("circuit");
    assertThat(circuit.get("state").asText()).isEqualTo("LIMITED");
    assertThat(circuit.get("waiting").asLong()).isEqualTo(1);
    assertThat(circuit.get("nextProbeAt").isNull()).isTrue();
    Answer refused = api.post(key, "/deliveries/dlv_turn/retry-now", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("detail").asText()).contains("turn").contains("limits");

    Answer enabled = api.method(key, "PATCH", path, "{\"active\":true}");
    assertThat(enabled.body().get("circuit").get("state").asText()).isEqualTo("LIMITED");
    Answer changed = api.method(key, "PATCH", path, "{\"limits\":null}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().get("limits").isNull()).isTrue();
    assertThat(temporal.getWorkflowClient().fetchHistory(WorkflowIds.target(id)).getEvents())
        .as("what waits may go")
        .isNotEmpty();
  }

  @Test
  void anotherChangeDoesNotEnable() {
    String id = subscribe();
    circuit(id, CircuitState.DISABLED, null);
    api.method(key, "PATCH", "/subscriptions/" + id, "{\"name\":\"n\"}");
    assertThat(circuits.find(id).orElseThrow().state()).isEqualTo(CircuitState.DISABLED);
  }

  private static void circuit(String id, CircuitState state, @Nullable Instant nextProbeAt) {
    circuits.open(new Circuit(id, state, "503", SINCE, SINCE, 0, nextProbeAt));
  }

  private static JsonNode get(String id) {
    return api.get(key, "/subscriptions/" + id).body();
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
                        + " updated_at) VALUES (?, current_date, 'evt_1', ?, 'default', 'a', 'a',"
                        + " 'LOW', 'WEBHOOK', 'https://x.example', ?, now(), now())",
                    id,
                    subscriptionId,
                    status));
  }
}
