package dev.tocsin.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.standalone.command.RecoverCommand;
import dev.tocsin.standalone.dev.LocalTocsin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal loses everything: PostgreSQL holds what is needed, and {@code recover} starts it. */
class LostTemporalIT {
  @TempDir Path home;

  @Test
  void recoverDeliversWhatWasUnfinished() throws Exception {
    Map<String, String> environment = EndToEndIT.environment(home);
    try (MockWebServer target = new MockWebServer()) {
      target.start();
      List<String> events = new ArrayList<>();
      String key;
      try (LocalTocsin tocsin = LocalTocsin.start(environment, line -> {})) {
        key = tocsin.key().text();
        ApiClient api = new ApiClient(tocsin.url(), key);
        api.post(
            "/subscriptions",
            """
            {"eventType":"lost","severityFilter":"LOW","channel":"WEBHOOK","target":"%s",
             "retry":{"delaysSeconds":[3600],"jitter":0}}"""
                .formatted(target.url("/")));
        for (int i = 0; i < 3; i++) {
          target.enqueue(new MockResponse.Builder().code(503).build());
          events.add(
              api.post(
                      "/events",
                      "{\"eventType\":\"lost\",\"severity\":\"LOW\",\"title\":\"" + i + "\"}")
                  .text("eventId"));
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> events.stream().allMatch(id -> status(api, id).equals("RETRYING")));
      }
      deleteTemporalsDatabase();

      try (LocalTocsin tocsin = LocalTocsin.start(environment, line -> {})) {
        ApiClient api = new ApiClient(tocsin.url(), key);
        assertThat(recover()).contains("Started 0 events and 3 deliveries");
        // They wait for their next attempt again, in Temporal; an operator need not.
        for (String event : events) {
          target.enqueue(new MockResponse.Builder().code(200).build());
          String delivery =
              api.get("/events/" + event)
                  .body()
                  .path("deliveries")
                  .path(0)
                  .path("deliveryId")
                  .asText();
          assertThat(api.post("/deliveries/" + delivery + "/retry-now", "").status())
              .isEqualTo(202);
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> events.stream().allMatch(id -> status(api, id).equals("SENT")));
        assertThat(recover()).contains("Started 0 events and 0 deliveries");
      }
    }
  }

  private static String status(ApiClient api, String event) {
    return api.get("/events/" + event).body().path("deliveries").path(0).path("status").asText();
  }

  private void deleteTemporalsDatabase() throws Exception {
    try (Stream<Path> files = Files.list(home.resolve("temporal"))) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().startsWith("temporal.db")).toList()) {
        Files.delete(file);
      }
    }
  }

  private String recover() {
    StringWriter out = new StringWriter();
    RecoverCommand.recover(Map.of("TOCSIN_HOME", home.toString()), new PrintWriter(out, true));
    return out.toString();
  }
}
