package dev.tocsin.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.endtoend.ApiClient.Answer;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries as receivers get them, checked by other people's libraries. */
class SignedWebhooksIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path home;
  private static LocalTocsin tocsin;
  private static ApiClient api;
  private MockWebServer target;

  @BeforeAll
  static void start() {
    tocsin = LocalTocsin.start(EndToEndIT.environment(home), line -> {});
    api = new ApiClient(tocsin.url(), tocsin.key().text());
  }

  @AfterAll
  static void stop() {
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

  @ParameterizedTest
  @EnumSource
  void everyFormatIsVerifiedByTheLibrariesOfTheSpecification(Verifier library) throws Exception {
    for (String format : List.of("tocsin", "cloudevents-structured", "cloudevents-binary")) {
      Answer subscription = subscribe(",\"format\":\"" + format + "\"");
      String secret = subscription.text("secret");
      assertThat(secret).startsWith("whsec_");

      RecordedRequest request = delivered(subscription);

      assertThat(library.verify(secret, request)).as(format).isEqualTo("verified");
      assertThat(library.verify(other(secret), request)).as(format).isNotEqualTo("verified");
      assertThat(request.getHeaders().get("webhook-id")).startsWith("dlv_");
      assertThat(request.getHeaders().get("X-Event-Id")).startsWith("evt_");
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothSecretsAreGoodWhileTheyOverlap(Verifier library) throws Exception {
    Answer subscription = subscribe("");
    String rotate = path(subscription) + "/secret/rotate";
    String first = subscription.text("secret");
    String second = api.post(rotate, "").text("secret");

    RecordedRequest overlapping = delivered(subscription);
    assertThat(second).isNotEqualTo(first);
    assertThat(library.verify(first, overlapping)).isEqualTo("verified");
    assertThat(library.verify(second, overlapping)).isEqualTo("verified");

    String third = api.post(rotate, "{\"overlapSeconds\":0}").text("secret");
    RecordedRequest afterwards = delivered(subscription);
    assertThat(library.verify(first, afterwards)).isNotEqualTo("verified");
    assertThat(library.verify(second, afterwards)).isNotEqualTo("verified");
    assertThat(library.verify(third, afterwards)).isEqualTo("verified");
  }

  @Test
  void anAsymmetricSignatureIsVerifiedByThePublicKeyAlone() throws Exception {
    Answer subscription = subscribe(",\"signatures\":[\"v1\",\"v1a\"]");

    RecordedRequest request = delivered(subscription);

    Verifier node = Verifier.JAVASCRIPT;
    assertThat(node.verify(subscription.text("publicKey"), request)).isEqualTo("verified");
    assertThat(node.verify(subscription.text("secret"), request)).isEqualTo("verified");
    String others = subscribe(",\"signatures\":[\"v1a\"]").text("publicKey");
    assertThat(node.verify(others, request)).isEqualTo("refused");
  }

  @Test
  void aRepeatedAttemptIsSignedAnewUnderTheSameId() throws Exception {
    Answer subscription = subscribe(",\"retry\":{\"delaysSeconds\":[2],\"jitter\":0}");
    target.enqueue(new MockResponse.Builder().code(503).build());

    Headers first = delivered(subscription).getHeaders();
    RecordedRequest second = next();

    assertThat(second.getHeaders().get("webhook-id")).isEqualTo(first.get("webhook-id"));
    assertThat(seconds(second.getHeaders())).isGreaterThan(seconds(first));
    assertThat(Verifier.PYTHON.verify(subscription.text("secret"), second)).isEqualTo("verified");
  }

  @Test
  void aSecretIsNowhereButInTheAnswersThatShowIt() throws Exception {
    String material = "planted-" + UUID.randomUUID();
    String secret =
        "whsec_" + Base64.getEncoder().encodeToString(material.getBytes(StandardCharsets.UTF_8));
    Answer subscription = subscribe(",\"retry\":{\"delaysSeconds\":[1],\"jitter\":0}");
    String rotate = path(subscription) + "/secret/rotate";
    assertThat(api.post(rotate, "{\"secret\":\"" + secret + "\"}").text("secret"))
        .isEqualTo(secret);
    List<String> told = new ArrayList<>();
    for (String wrong :
        List.of(
            "{\"secret\":\"%s!\"}",
            "{\"secret\":[\"%s\"]}",
            "{\"secret\":\"%s\",\"overlapSeconds\":-1}",
            "{\"secret\":\"%s\",\"secret\":7}",
            "{\"%s\":1,\"overlapSeconds\":\"%<s\"}",
            "{\"secret\":\"%s\"")) {
      Answer answer = api.post(rotate, wrong.formatted(secret));
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      told.add(answer.body().toString());
    }
    target.enqueue(new MockResponse.Builder().code(503).build());
    target.enqueue(new MockResponse.Builder().code(410).build());
    String event = publish(subscription);
    await().atMost(LONG).until(() -> deliveryOf(event).path("status").asText().equals("DEAD"));
    told.add(api.get("/events/" + event).body().toString());
    told.add(api.get(path(subscription)).body().toString());
    told.add(api.get("/subscriptions").body().toString());
    told.add(api.get("/deliveries").body().toString());
    told.add(text(tocsin.adminUrl() + "/metrics"));
    told.add(Files.readString(Path.of(tocsin.log())));
    told.addAll(histories(deliveryOf(event).path("deliveryId").asText(), event));

    String row = api.get(path(subscription) + "/secret").text("secret");
    assertThat(row).isEqualTo(secret);
    for (String place : told) {
      assertThat(place)
          .isNotEmpty()
          .doesNotContain(secret, secret.substring("whsec_".length()), material, "v1:dev:");
    }
  }

  @Test
  void theKeyOfALaptopIsReadableByItsOwnerOnly() throws Exception {
    Path key = home.resolve("secrets-key");
    assertThat(Files.readString(key)).startsWith("dev:");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  private Answer subscribe(String more) {
    Answer answer =
        api.post(
            "/subscriptions",
            "{\"eventType\":\"type.%s\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\",\"target\":\"%s\"%s}"
                .formatted(UUID.randomUUID(), target.url("/hook"), more));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer;
  }

  /** Publishes an event that it matches, and returns the request that the receiver got. */
  private RecordedRequest delivered(Answer subscription) throws Exception {
    target.enqueue(new MockResponse.Builder().code(200).build());
    publish(subscription);
    return next();
  }

  private RecordedRequest next() throws Exception {
    RecordedRequest request = target.takeRequest(30, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static String publish(Answer subscription) {
    String type = api.get(path(subscription)).text("eventType");
    return api.post(
            "/events",
            "{\"eventType\":\"%s\",\"severity\":\"HIGH\",\"title\":\"Grüße\",\"details\":{\"total\":129.90}}"
                .formatted(type))
        .text("eventId");
  }

  private static JsonNode deliveryOf(String event) {
    return api.get("/events/" + event).body().path("deliveries").path(0);
  }

  private static String path(Answer subscription) {
    return "/subscriptions/" + subscription.text("subscriptionId");
  }

  /** Another one of the same length. */
  private static String other(String secret) {
    int at = "whsec_".length();
    return secret.substring(0, at)
        + (secret.charAt(at) == 'A' ? 'B' : 'A')
        + secret.substring(at + 1);
  }

  private static long seconds(Headers headers) {
    return Long.parseLong(String.valueOf(headers.get("webhook-timestamp")));
  }

  /** The whole histories of the event's workflow and of its delivery's, once both are closed. */
  private static List<String> histories(String delivery, String event) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(tocsin.servers().temporal().address())
                .build());
    try {
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      String query = "WorkflowId IN (\"delivery:%s\", \"event:%s\")".formatted(delivery, event);
      await().atMost(LONG).until(() -> list(stubs, query).size() == 2);
      return Stream.of("delivery:" + delivery, "event:" + event)
          .map(id -> client.fetchHistory(id).toJson(true))
          .toList();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static List<WorkflowExecutionInfo> list(WorkflowServiceStubs stubs, String query) {
    return stubs
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace("default")
                .setQuery(query)
                .build())
        .getExecutionsList();
  }

  private static String text(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
