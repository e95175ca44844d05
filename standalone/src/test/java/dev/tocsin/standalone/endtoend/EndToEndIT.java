package dev.tocsin.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.endtoend.ApiClient.Answer;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./tocsin dev} runs, over HTTP, on a real Temporal server and a real PostgreSQL. */
class EndToEndIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path home;
  private static LocalTocsin tocsin;
  private static ApiClient api;
  private static WorkflowServiceStubs temporal;
  private MockWebServer target;

  @BeforeAll
  static void start() {
    tocsin = LocalTocsin.start(environment(home), line -> {});
    api = new ApiClient(tocsin.url(), tocsin.key().text());
    temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(tocsin.servers().temporal().address())
                .build());
  }

  @AfterAll
  static void stop() {
    temporal.shutdownNow();
    tocsin.close();
  }

  @BeforeEach
  void startTarget() throws Exception {
    target = new MockWebServer();
    target.start();
  }

  @AfterEach
  void stopTarget() {
    target.close();
  }

  static Map<String, String> environment(Path home) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    List.of("DATABASE_URL", "TEMPORAL_ADDRESS", "SES_ENDPOINT", "AWS_REGION", "AWS_PROFILE")
        .forEach(environment::remove);
    environment.put("TOCSIN_HOME", home.toString());
    for (String port :
        List.of("TOCSIN_PORT", "TOCSIN_ADMIN_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT")) {
      environment.put(port, "0");
    }
    return environment;
  }

  @TestFactory
  Stream<DynamicTest> answersWhatItsClientsKnow() throws Exception {
    JsonNode cases =
        new ObjectMapper().readTree(Path.of("../api/src/test/resources/cases.json").toFile());
    assertThat(cases).isNotEmpty();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : cases) {
      tests.add(
          DynamicTest.dynamicTest(
              one.path("name").asText(),
              () -> {
                Answer answer =
                    api.call(
                        one.path("method").asText(),
                        one.path("path").asText(),
                        one.has("key") ? null : tocsin.key().text(),
                        one.has("raw") ? one.path("raw").asText() : one.path("body").toString());
                assertThat(answer.status()).isEqualTo(one.path("status").asInt());
                one.path("response")
                    .fields()
                    .forEachRemaining(
                        field -> assertField(answer, field.getKey(), field.getValue()));
              }));
    }
    return tests.stream();
  }

  private static void assertField(Answer answer, String name, JsonNode expected) {
    JsonNode actual = answer.body().path(name);
    if (expected.isTextual() && expected.asText().startsWith("~")) {
      assertThat(actual.asText()).containsPattern(expected.asText().substring(1));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void mailsGoToTheOutboxInDevelopment() throws Exception {
    String type = newType();
    subscribe(
        "{\"eventType\":\"%s\",\"severityFilter\":\"LOW\",\"channel\":\"EMAIL\",\"target\":\"ops@example.com\"}"
            .formatted(type));
    String event = publish(type, "Grüße");

    awaitEvent(event, "NOTIFIED");

    String delivery = delivery(event).path("deliveryId").asText();
    try (Stream<Path> mails = Files.list(home.resolve("outbox"))) {
      Path mail =
          mails.filter(file -> file.toString().contains(delivery)).findFirst().orElseThrow();
      assertThat(Files.readString(mail)).contains("To: ops@example.com", "X-Tocsin-Delivery-Id");
    }
  }

  @Test
  void aDeadLetterIsFoundInTemporalAndSentOnceItsTargetIsWell() throws Exception {
    String type = newType();
    subscribeWebhook(type, "");
    answer(422);
    String event = publish(type, "refused");
    String delivery = awaitDelivery(event, "DEAD");

    await().atMost(LONG).until(() -> find("TocsinStatus=\"DEAD\"", delivery).size() == 1);
    assertThat(find("TocsinStatus=\"DEAD\"", delivery).get(0).getStatus().name())
        .contains("FAILED");
    assertThat(api.get("/dead-letters?eventType=" + type).body().path("items")).hasSize(1);
    answer(200);
    assertThat(api.post("/deliveries/" + delivery + "/redrive", "").status()).isEqualTo(202);

    awaitEvent(event, "NOTIFIED");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RecordedRequest request = target.takeRequest();
      ids.add(request.getHeaders().get("webhook-id"));
    }
    assertThat(ids).containsOnly(delivery);
    assertThat(api.get("/dead-letters?eventType=" + type).body().path("items")).isEmpty();
    assertThat(api.post("/deliveries/" + delivery + "/redrive", "").status()).isEqualTo(409);
    await().atMost(LONG).until(() -> find("TocsinStatus=\"SENT\"", delivery).size() == 1);
  }

  /**
   * Wakes that arrive before, while and after the workflow's activity starts for the first time.
   */
  @Test
  void aDeliveryIsTriedNowWheneverItIsAskedFor() {
    String type = newType();
    subscribeWebhook(type, ",\"retry\":{\"delaysSeconds\":[86400],\"jitter\":0}");
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answer(503);
      events.add(publish(type, "number " + i));
    }
    for (String event : events) {
      awaitDelivery(event, "RETRYING");
    }
    for (String event : events) {
      answer(200);
      String delivery = delivery(event).path("deliveryId").asText();
      assertThat(api.post("/deliveries/" + delivery + "/retry-now", "").status()).isEqualTo(202);
    }
    events.forEach(event -> awaitEvent(event, "NOTIFIED"));
  }

  @Test
  void aPausedSubscriptionHoldsWhatIsOpenUntilItIsResumed() {
    String type = newType();
    String subscription =
        subscribeWebhook(type, ",\"retry\":{\"delaysSeconds\":[2,2,2],\"jitter\":0}");
    answer(503);
    String event = publish(type, "held");
    awaitDelivery(event, "RETRYING");

    api.patch("/subscriptions/" + subscription, "{\"active\":false}");
    String delivery = awaitDelivery(event, "WAITING");
    String unmatched = publish(type, "while paused");
    awaitEvent(unmatched, "PROCESSED");
    await().atMost(LONG).until(() -> find("ExecutionStatus=\"Completed\"", delivery).size() == 1);
    assertThat(api.post("/deliveries/" + delivery + "/retry-now", "").status()).isEqualTo(409);

    answer(200);
    api.patch("/subscriptions/" + subscription, "{\"active\":true}");
    awaitEvent(event, "NOTIFIED");
    assertThat(api.get("/events/" + unmatched).body().path("deliveries")).isEmpty();
  }

  @Test
  void aCancelledDeliveryEndsItsWorkflowAndIsNotTriedAgain() {
    String type = newType();
    subscribeWebhook(type, "");
    answer(503);
    String event = publish(type, "never mind");
    String delivery = awaitDelivery(event, "RETRYING");

    assertThat(api.post("/deliveries/" + delivery + "/cancel", "").status()).isEqualTo(202);

    await().atMost(LONG).until(() -> find("TocsinStatus=\"CANCELLED\"", delivery).size() == 1);
    assertThat(api.post("/deliveries/" + delivery + "/cancel", "").status()).isEqualTo(409);
    assertThat(target.getRequestCount()).isEqualTo(1);
  }

  @Test
  void eventsAreFoundByTheirSearchAttributes() {
    String type = newType();
    publish(type, "one");
    publish(type, "two");

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        list(
                            "TocsinEventType=\"%s\" AND TocsinTenant=\"default\" AND TocsinSeverity=\"HIGH\""
                                .formatted(type)))
                    .hasSize(2)
                    .allSatisfy(
                        info ->
                            assertThat(info.getExecution().getWorkflowId())
                                .startsWith("event:evt_")));
  }

  @Test
  void tellsItsHealthAndItsMeasurements() {
    ApiClient admin = new ApiClient(tocsin.adminUrl(), "");
    JsonNode health = admin.get("/healthcheck").body();
    for (String part : List.of("postgres", "temporal", "worker")) {
      assertThat(health.path(part).path("healthy").asBoolean()).as(part).isTrue();
    }
  }

  private static String newType() {
    return "type." + UUID.randomUUID();
  }

  private void answer(int status) {
    target.enqueue(new MockResponse.Builder().code(status).build());
  }

  private static String subscribe(String body) {
    Answer answer = api.post("/subscriptions", body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer.text("subscriptionId");
  }

  private String subscribeWebhook(String type, String more) {
    return subscribe(
        "{\"eventType\":\"%s\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\",\"target\":\"%s\"%s}"
            .formatted(type, target.url("/hook"), more));
  }

  private static String publish(String type, String title) {
    Answer answer =
        api.post(
            "/events",
            "{\"eventType\":\"%s\",\"severity\":\"HIGH\",\"title\":\"%s\"}".formatted(type, title));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.text("eventId");
  }

  private static JsonNode delivery(String event) {
    return api.get("/events/" + event).body().path("deliveries").path(0);
  }

  private static String awaitDelivery(String event, String status) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(delivery(event).path("status").asText()).isEqualTo(status));
    return delivery(event).path("deliveryId").asText();
  }

  private static void awaitEvent(String event, String status) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(api.get("/events/" + event).text("status"))
                    .as(() -> api.get("/events/" + event).body().toString())
                    .isEqualTo(status));
  }

  private static List<WorkflowExecutionInfo> find(String query, String delivery) {
    return list("WorkflowId=\"delivery:%s\" AND %s".formatted(delivery, query));
  }

  private static List<WorkflowExecutionInfo> list(String query) {
    return temporal
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery(query)
                .build())
        .getExecutionsList();
  }
}
