package dev.tocsin.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.deploy.MonitoringFiles;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.endtoend.ApiClient.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure is told to whoever subscribed, and can be seen by whoever scrapes. */
class SystemEventsIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path home;
  private static LocalTocsin tocsin;
  private static ApiClient api;
  private static final MockWebServer TARGET = new MockWebServer();
  private static final MockWebServer LISTENER = new MockWebServer();
  private static final MockWebServer SCRAPED = new MockWebServer();

  @BeforeAll
  static void start() throws Exception {
    tocsin = LocalTocsin.start(EndToEndIT.environment(home), line -> {});
    api = new ApiClient(tocsin.url(), tocsin.key().text());
    TARGET.start();
    LISTENER.start();
    SCRAPED.start();
    SCRAPED.enqueue(new MockResponse.Builder().code(204).build());
  }

  @AfterAll
  static void stop() {
    TARGET.close();
    LISTENER.close();
    SCRAPED.close();
    tocsin.close();
  }

  @Test
  void aDeadLetterIsToldSignedAndItsRecoveryToo() throws Exception {
    subscribe("order.shipped", TARGET);
    String deadSecret = subscribe("tocsin.delivery.dead_lettered", LISTENER);
    String recoveredSecret = subscribe("tocsin.delivery.recovered", LISTENER);
    TARGET.enqueue(new MockResponse.Builder().code(422).body("no such order").build());
    LISTENER.enqueue(new MockResponse.Builder().code(204).build());
    LISTENER.enqueue(new MockResponse.Builder().code(204).build());

    Answer published =
        api.post(
            "/events",
            "{\"eventType\":\"order.shipped\",\"severity\":\"LOW\",\"title\":\"t\","
                + "\"details\":{\"secret\":\"planted\"}}");

    RecordedRequest dead = told(deadSecret);
    assertThat(dead.getHeaders().get("X-Event-Type")).isEqualTo("tocsin.delivery.dead_lettered");
    JsonNode body = new ObjectMapper().readTree(dead.getBody().utf8());
    assertThat(body.path("severity").asText()).isEqualTo("HIGH");
    assertThat(body.path("title").asText())
        .matches("order.shipped was not delivered to WEBHOOK .*: HTTP 422 after 1 attempt");
    JsonNode details = body.path("details");
    assertThat(details.path("eventId").asText()).isEqualTo(published.text("eventId"));
    assertThat(details.path("errorClass").asText()).isEqualTo("HTTP_4XX");
    assertThat(details.path("reason").asText()).contains("422").contains("no such order");
    assertThat(dead.getBody().utf8()).doesNotContain("planted");

    String delivery = details.path("deliveryId").asText();
    TARGET.enqueue(new MockResponse.Builder().code(204).build());
    // Its workflow may still be about to close.
    await()
        .atMost(LONG)
        .until(() -> api.post("/deliveries/" + delivery + "/redrive", "").status() == 202);

    RecordedRequest recovered = told(recoveredSecret);
    assertThat(recovered.getHeaders().get("X-Event-Type")).isEqualTo("tocsin.delivery.recovered");
    assertThat(recovered.getBody().utf8()).contains(delivery);
    await()
        .atMost(LONG)
        .until(() -> api.get("/deliveries/" + delivery).text("status").equals("SENT"));
    JsonNode events = api.get("/events?eventType=tocsin.delivery.dead_lettered").body();
    assertThat(events.path("items")).hasSize(1);
  }

  @Test
  void everyMetricOfTheRulesAndTheDashboardIsOnAScrapedPage() {
    subscribe("metric.wanted", SCRAPED);
    api.post("/events", "{\"eventType\":\"metric.wanted\",\"severity\":\"LOW\",\"title\":\"t\"}");

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(scraped()).containsAll(MonitoringFiles.metrics()));
  }

  private static Set<String> scraped() throws Exception {
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(tocsin.adminUrl() + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    return page.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static String subscribe(String type, MockWebServer to) {
    Answer created =
        api.post(
            "/subscriptions",
            "{\"eventType\":\"%s\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\",\"target\":\"%s\"}"
                .formatted(type, to.url("/in")));
    assertThat(created.status()).isEqualTo(201);
    return created.text("secret");
  }

  /** What the listener is told next, signed under that secret by Standard Webhooks. */
  private static RecordedRequest told(String secret) throws Exception {
    RecordedRequest request =
        Objects.requireNonNull(LISTENER.takeRequest(60, TimeUnit.SECONDS), "Nothing was told");
    Headers headers = request.getHeaders();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed =
        headers.get("webhook-id")
            + "."
            + headers.get("webhook-timestamp")
            + "."
            + request.getBody().utf8();
    assertThat(headers.get("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    return request;
  }
}
