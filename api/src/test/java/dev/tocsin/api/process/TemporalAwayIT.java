package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Without Temporal publishers get their 202 all the same, and orders that need it say so. */
class TemporalAwayIT {
  @Test
  void acceptsEventsAndRefusesRedrives() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + closedPort).build());
    try (TestDatabase database = TestDatabase.create();
        StartedApi api = new StartedApi(database.config(), WorkflowClient.newInstance(stubs))) {
      ApiKeySecret key = StartedApi.key(database.database(), "default");
      for (int number = 0; number < 20; number++) {
        Answer answer =
            api.post(key, "/events", "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}");
        assertThat(answer.status()).isEqualTo(202);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  api.meters.get("tocsin.starts.dropped").tag("reason", "failed").counter().count()
                      > 0);
      String subscription =
          api.post(
                  key,
                  "/subscriptions",
                  "{\"eventType\":\"a\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\","
                      + "\"target\":\"https://x.example\"}")
              .body()
              .get("subscriptionId")
              .asText();
      database
          .database()
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant,"
                          + " type, event_type, severity, channel, target, status, created_at,"
                          + " updated_at, settled_at) VALUES ('dlv_x', current_date, 'evt_1', ?,"
                          + " 'default', 'a', 'a', 'LOW', 'WEBHOOK', 'x', 'DEAD', now(), now(),"
                          + " now())",
                      subscription));
      Answer redrive = api.post(key, "/deliveries/dlv_x/redrive", "");
      assertThat(redrive.status()).isEqualTo(503);
      assertThat(redrive.raw().headers().firstValue("retry-after")).isPresent();
    } finally {
      stubs.shutdownNow();
    }
  }
}
