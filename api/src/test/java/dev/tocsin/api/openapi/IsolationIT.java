package dev.tocsin.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Read from the description, so that a new operation is held to it as well. */
class IsolationIT {
  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret owner;
  private static ApiKeySecret stranger;
  private static JsonNode document;
  private static final Map<String, String> OWNED = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    owner = StartedApi.key(database.database(), "owner");
    stranger = StartedApi.key(database.database(), "stranger");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
    document = read("/openapi.json");
    OWNED.put(
        "{eventId}",
        api.post(owner, "/events", request("publishEvent")).body().get("eventId").asText());
    OWNED.put(
        "{subscriptionId}",
        api.post(owner, "/subscriptions", request("createSubscription"))
            .body()
            .get("subscriptionId")
            .asText());
    OWNED.put(
        "{keyId}",
        api.post(owner, "/admin/keys", request("createKey")).body().get("keyId").asText());
    OWNED.put(
        "{templateId}",
        api.post(owner, "/templates", request("createTemplate")).body().get("templateId").asText());
    OWNED.put(
        "{tokenId}",
        api.post(owner, "/admin/tenant/inbound-ses/tokens", "").body().get("tokenId").asText());
    OWNED.put("{address}", "owned@example.com");
    assertThat(api.post(owner, "/suppressions", "{\"address\":\"owned@example.com\"}").status())
        .isEqualTo(201);
    OWNED.put("{name}", "owned.type");
    OWNED.put("{version}", "1");
    assertThat(
            api.method(
                    owner,
                    "PUT",
                    "/event-types/owned.type/versions/1",
                    request("registerEventType"))
                .status())
        .isEqualTo(201);
    OWNED.put("{deliveryId}", "dlv_owned");
    database
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO delivery (delivery_id, day, event_id, subscription_id, tenant,"
                        + " type, event_type, severity, channel, target, status, created_at,"
                        + " updated_at, settled_at) VALUES ('dlv_owned', current_date, ?, ?,"
                        + " 'owner', 'a', 'a', 'LOW', 'WEBHOOK', 'https://x.example', 'DEAD',"
                        + " now(), now(), now())",
                    OWNED.get("{eventId}"),
                    OWNED.get("{subscriptionId}")));
    // Nothing carries it out here.
    OWNED.put(
        "{operationId}",
        api.post(owner, "/dead-letters/redrive", "{\"all\":true,\"reason\":\"r\"}")
            .body()
            .get("operationId")
            .asText());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  record Operation(String method, String path, String id) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Operation> operations() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue().path("operationId").asText())));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aStrangerSeesAndChangesNothing(Operation operation) {
    String path = operation.path();
    for (Entry<String, String> owned : OWNED.entrySet()) {
      path = path.replace(owned.getKey(), owned.getValue());
    }
    // A name is each tenant's own.
    boolean makesItsOwn = operation.id().equals("registerEventType");
    path = makesItsOwn ? path.replace("owned.type", "strangers.type") : path;
    assertThat(path).as("an id of this kind, owned by somebody else").doesNotContain("{");
    Answer answer = api.method(stranger, operation.method(), path, request(operation.id()));

    if (operation.path().contains("{") && !makesItsOwn) {
      assertThat(answer.status()).as(answer.raw().body()).isIn(403, 404);
    }
    assertThat(answer.raw().body())
        .doesNotContain(
            OWNED.get("{subscriptionId}"), OWNED.get("{deliveryId}"), OWNED.get("{operationId}"));
    if (operation.method().equals("GET")) {
      assertThat(answer.raw().body()).doesNotContain(OWNED.get("{eventId}"));
    }
    assertThat(api.get(owner, "/subscriptions/" + OWNED.get("{subscriptionId}")).status())
        .isEqualTo(200);
    assertThat(api.get(owner, "/deliveries/dlv_owned").body().get("status").asText())
        .isEqualTo("DEAD");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyComesInWithoutAKey(Operation operation) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri(operation.path().replaceAll("[{}]", "")))
            .method(
                operation.method(), HttpRequest.BodyPublishers.ofString(request(operation.id())))
            .build();
    Answer answer = api.send(request);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.raw().body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @Test
  void theExampleOfARequestWorks() {
    assertThat(api.post(owner, "/patterns/test", request("testPattern")).body().get("matches"))
        .isEqualTo(
            document
                .at("/paths/~1patterns~1test/post/responses/200/content")
                .path("application/json")
                .at("/example/matches"));
  }

  @ParameterizedTest
  @CsvSource({
    "/paths/~1events/post,202,4",
    "/paths/~1events~1batch/post,200,1",
  })
  void everyFormThatIsShownIsTaken(String operation, int status, int forms) {
    JsonNode content = document.at(operation + "/requestBody/content");
    assertThat(content.path("application/json").path("examples")).hasSize(forms);
    content
        .properties()
        .forEach(
            media ->
                media
                    .getValue()
                    .path("examples")
                    .forEach(form -> assertTaken(operation, media.getKey(), form, status)));
  }

  private static void assertTaken(String operation, String mediaType, JsonNode form, int status) {
    Answer answer =
        api.send(
            api.request(owner, operation.contains("batch") ? "/events/batch" : "/events")
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(form.path("value").toString()))
                .build());
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    answer.body().path("results").forEach(r -> assertThat(r.path("status").asInt()).isEqualTo(202));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/docs.js", "/docs.css", "/swagger-ui.css", "/swagger-ui-bundle.js"})
  void thePageIsServedFromHereAlone(String file) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(api.uri("/docs" + file)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("http");
    if (file.isEmpty()) {
      assertThat(answer.body()).doesNotContain("http:", "https:");
    }
  }

  private static JsonNode read(String path) throws Exception {
    URI uri = api.uri(path);
    return api.send(HttpRequest.newBuilder(uri).build()).body();
  }

  /** The body that the description shows for it; empty where it takes none. */
  private static String request(String operationId) {
    return operations()
        .filter(operation -> operation.id().equals(operationId))
        .map(
            operation ->
                document
                    .path("paths")
                    .path(operation.path())
                    .path(operation.method().toLowerCase(Locale.ROOT))
                    .at("/requestBody/content")
                    .path("application/json"))
        .map(
            body ->
                body.has("examples")
                    ? body.path("examples").elements().next().path("value")
                    : body.path("example"))
        .map(example -> example.isMissingNode() ? "" : example.toString())
        .findFirst()
        .orElseThrow();
  }
}
