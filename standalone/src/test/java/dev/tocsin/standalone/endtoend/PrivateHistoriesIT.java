package dev.tocsin.standalone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.local.FoundTemporal;
import dev.tocsin.standalone.local.TemporalFinder;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import dev.tocsin.workflows.delivery.DeliveryWorkflowImpl;
import dev.tocsin.workflows.event.EventWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of an event is in the database of a real Temporal server, byte by byte. */
class PrivateHistoriesIT {
  private static final String KEYS = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String ENCRYPTED = "binary/encrypted";
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;
  private final PlantedSecrets planted = new PlantedSecrets();
  private final MockWebServer target = new MockWebServer();

  @BeforeEach
  void startTarget() throws Exception {
    target.start();
  }

  @AfterEach
  void stopTarget() {
    target.close();
  }

  @Test
  void withKeysNothingPrivateIsInTemporalsDatabaseAndOperatorsReadItAllTheSame() throws Exception {
    Map<String, String> environment = environment();
    environment.put("TOCSIN_HISTORY_KEYS", KEYS);
    try (LocalTocsin tocsin = LocalTocsin.start(environment, line -> {})) {
      String event = deliverInVain(new ApiClient(tocsin.url(), tocsin.key().text()));
      List<String> workflows = workflowsOf(tocsin, event);

      assertThat(found()).isEmpty();
      for (String workflow : workflows) {
        assertThat(privateIn(show(tocsin, workflow))).containsExactly(ENCRYPTED);
      }
      StringBuilder shown = new StringBuilder();
      for (String workflow : workflows) {
        shown.append(
            show(
                tocsin,
                workflow,
                "--codec-endpoint",
                tocsin.url() + "/temporal/codec",
                "--codec-auth",
                "Bearer " + tocsin.key().text()));
      }
      assertThat(privateIn(shown.toString()))
          .containsExactly(planted.title, planted.correlationId, planted.answer, planted.host);
      assertThatTheyReplay(tocsin, workflows);
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void withoutKeysDetailsAreNotInTemporalsDatabaseEither() throws Exception {
    try (LocalTocsin tocsin = LocalTocsin.start(environment(), line -> {})) {
      deliverInVain(new ApiClient(tocsin.url(), tocsin.key().text()));
    }
    // That the others are found shows that the search finds what is there.
    assertThat(found())
        .containsExactly(planted.title, planted.correlationId, planted.answer, planted.host);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = EndToEndIT.environment(home);
    environment.put("TOCSIN_TEMPORAL", "cli");
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.remove("TOCSIN_HISTORY_KEYS");
    return environment;
  }

  private List<String> found() {
    return privateIn(PlantedSecrets.bytesBelow(home.resolve("temporal"))).stream()
        .filter(text -> !text.equals(ENCRYPTED))
        .toList();
  }

  private List<String> privateIn(String text) {
    return PlantedSecrets.foundIn(
        text,
        ENCRYPTED,
        planted.details,
        planted.title,
        planted.correlationId,
        planted.answer,
        planted.host);
  }

  /**
   * Publishes an event for two targets: one answers until the delivery is a dead letter, the other
   * cannot be reached, so that its delivery waits.
   *
   * @return the event's id
   */
  private String deliverInVain(ApiClient api) {
    for (int status : List.of(503, 410)) {
      target.enqueue(
          new MockResponse.Builder()
              .status("HTTP/1.1 " + status + " " + planted.answer)
              .body("{\"error\":\"" + planted.answer + "\"}")
              .build());
    }
    subscribe(api, target.url("/hook").toString(), 1);
    subscribe(api, "http://" + planted.host + ".invalid/hook", 3_600);
    String event =
        api.post(
                "/events",
                """
                {"eventType":"private","severity":"HIGH","title":"%s","correlationId":"%s",
                 "details":{"card":{"number":"%s"}}}"""
                    .formatted(planted.title, planted.correlationId, planted.details))
            .text("eventId");
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(deliveries(api, event))
                    .extracting(delivery -> delivery.path("status").asText())
                    .containsExactlyInAnyOrder("DEAD", "RETRYING"));
    return event;
  }

  private static void subscribe(ApiClient api, String to, int delay) {
    var made =
        api.post(
            "/subscriptions",
            """
            {"eventType":"private","severityFilter":"LOW","channel":"WEBHOOK","target":"%s",
             "retry":{"delaysSeconds":[%d,%d],"jitter":0}}"""
                .formatted(to, delay, delay));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
  }

  private static List<JsonNode> deliveries(ApiClient api, String event) {
    List<JsonNode> deliveries = new ArrayList<>();
    api.get("/events/" + event).body().path("deliveries").forEach(deliveries::add);
    return deliveries;
  }

  private static List<String> workflowsOf(LocalTocsin tocsin, String event) {
    ApiClient api = new ApiClient(tocsin.url(), tocsin.key().text());
    List<String> ids = new ArrayList<>(List.of("event:" + event));
    deliveries(api, event)
        .forEach(delivery -> ids.add("delivery:" + delivery.path("deliveryId").asText()));
    return ids;
  }

  /** What the real CLI shows of a workflow. */
  private String show(LocalTocsin tocsin, String workflow, String... more) throws Exception {
    return temporal(tocsin, "show", workflow, more) + temporal(tocsin, "describe", workflow, more);
  }

  private String temporal(LocalTocsin tocsin, String command, String workflow, String... more)
      throws Exception {
    FoundTemporal.Tool tool =
        (FoundTemporal.Tool) TemporalFinder.of(environment(), line -> {}).find();
    List<String> line = new ArrayList<>(List.of(tool.binary().toString(), "workflow", command));
    line.addAll(List.of("--workflow-id", workflow, "--output", "json"));
    line.addAll(List.of("--address", tocsin.servers().temporal().address()));
    line.addAll(List.of(more));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Workflows go on over encrypted histories as over others. */
  private static void assertThatTheyReplay(LocalTocsin tocsin, List<String> workflows)
      throws Exception {
    WorkflowClientOptions options =
        WorkflowClientOptions.newBuilder()
            .setDataConverter(HistoryCodec.converter(HistoryKeys.parse(KEYS)))
            .build();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(tocsin.servers().temporal().address())
                .build());
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(options).build())) {
      WorkflowClient client = WorkflowClient.newInstance(stubs, options);
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(
          EventWorkflowImpl.class, DeliveryWorkflowImpl.class);
      for (String workflow : workflows) {
        WorkflowReplayer.replayWorkflowExecution(client.fetchHistory(workflow), worker);
      }
    } finally {
      stubs.shutdownNow();
    }
  }
}
