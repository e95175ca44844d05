package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without PostgreSQL nobody is called a stranger, and nothing is accepted. */
class DatabaseAwayIT {
  @Test
  void answers503InTheWordsThatClientsKnow() throws Exception {
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    DatabaseConfig nowhere =
        new DatabaseConfig("jdbc:postgresql://127.0.0.1:" + closedPort + "/x", "x", "", 4);
    ApiKeySecret key = ApiKeySecret.create();
    try (TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(nowhere, temporal.getWorkflowClient())) {
      assertAway(api.post(key, "/events", "{}"), "Failed to queue event");
      assertAway(api.post(key, "/subscriptions", "{}"), "Failed to create subscription");
      assertAway(api.get(key, "/events"), null);
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(api.request(key, "/catalog").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("<h1>Service unavailable</h1>", "Please try again later.");
      assertThat(page.headers().firstValue("retry-after")).isPresent();
    }
  }

  private static void assertAway(Answer answer, @Nullable String knownError) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().get("type").asText()).isEqualTo("urn:tocsin:problem:unavailable");
    assertThat(answer.body().path("error").asText(null)).isEqualTo(knownError);
    if (knownError != null) {
      assertThat(answer.body().get("message").asText()).isEqualTo("Please try again later");
    }
    assertThat(answer.raw().headers().firstValue("retry-after")).isPresent();
  }
}
