package dev.tocsin.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing and looking, over HTTP. */
class ApiIT extends ApiRig {
  @Test
  void showsAnEventFromThe202On() {
    String details = "{\"z\":1.50,\"a\":{\"b\":[1e2,null,\"ü\"]}}";
    Answer accepted = api.post(key, "/events", EVENT.formatted(",\"details\":" + details));
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body().has("duplicate")).isFalse();

    Answer shown = api.get(key, "/events/" + accepted.body().get("eventId").asText());
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.body().get("eventType").asText()).isEqualTo("deployment");
    assertThat(shown.body().get("severity").asText()).isEqualTo("HIGH");
    assertThat(shown.body().get("status").asText()).isEqualTo("PENDING");
    assertThat(shown.body().get("receivedAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(shown.body().get("deliveries")).isEmpty();
    assertThat(shown.body().has("workflowId")).isTrue();
    assertThat(shown.raw().body()).contains("\"details\":" + details);
  }

  @Test
  void tellsTheSameEventFromAnotherUnderOneId() {
    String id = ",\"id\":\"" + UUID.randomUUID() + "\"";
    Answer first = api.post(key, "/events", EVENT.formatted(id + ",\"details\":{\"a\":1,\"b\":2}"));
    Answer again =
        api.post(key, "/events", EVENT.formatted(id + ",\"details\":{\"b\":2.0,\"a\":1}"));
    Answer other = api.post(key, "/events", EVENT.formatted(id + ",\"details\":{\"a\":2}"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body().get("duplicate").asBoolean()).isTrue();
    assertThat(again.body().get("eventId")).isEqualTo(first.body().get("eventId"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body().get("detail").asText()).contains("other content");
    assertThat(api.post(stranger, "/events", EVENT.formatted(id)).body().get("eventId"))
        .isNotEqualTo(first.body().get("eventId"));
  }

  @Test
  void takesAnIdempotencyKeyUnlessTheBodyHasAnId() {
    String header = UUID.randomUUID().toString();
    Answer byHeader = publishWithKey(header, "");
    Answer again = publishWithKey(header, "");
    Answer byId = publishWithKey(header, ",\"id\":\"" + UUID.randomUUID() + "\"");

    assertThat(again.body().get("duplicate").asBoolean()).isTrue();
    assertThat(again.body().get("eventId")).isEqualTo(byHeader.body().get("eventId"));
    assertThat(byId.body().get("eventId")).isNotEqualTo(byHeader.body().get("eventId"));
    assertThat(publishWithKey("x".repeat(256), "").status()).isEqualTo(400);
  }

  private static Answer publishWithKey(String idempotencyKey, String more) {
    return api.send(
        api.request(key, "/events")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofString(EVENT.formatted(more)))
            .build());
  }

  @Test
  void acceptsEachOfManyPublishersEventsOnce() {
    Set<String> ids = new HashSet<>();
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 200)
            .mapToObj(
                number ->
                    CompletableFuture.supplyAsync(
                        () ->
                            api.post(
                                key,
                                "/events",
                                EVENT.formatted(",\"id\":\"many-" + number / 2 + "\""))))
            .toList();
    long duplicates = 0;
    for (CompletableFuture<Answer> answer : answers) {
      assertThat(answer.join().status()).isEqualTo(202);
      ids.add(answer.join().body().get("eventId").asText());
      duplicates += answer.join().body().has("duplicate") ? 1 : 0;
    }
    assertThat(ids).hasSize(100);
    assertThat(duplicates).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesBodiesOver256KiB(boolean lengthIsTold) {
    byte[] body = EVENT.formatted(",\"x\":\"" + "y".repeat(256 * 1024) + "\"").getBytes();
    InputStream stream = new ByteArrayInputStream(body);
    Answer answer =
        api.send(
            api.request(key, "/events")
                .POST(
                    lengthIsTold
                        ? BodyPublishers.ofByteArray(body)
                        : BodyPublishers.ofInputStream(() -> stream))
                .build());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().get("detail").asText()).contains("256 KiB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-www-form-urlencoded", "text/plain", "nonsense", "multipart/x"})
  void takesAnyContentType(String type) {
    HttpRequest request =
        api.request(key, "/events")
            .header("Content-Type", type)
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(EVENT.formatted("")))
            .build();
    assertThat(api.send(request).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing,404",
    "GET,/events/evt_unknown,404",
    "GET,/events/a%00b,400",
    "GET,/events/%2e%2e,400",
    "PUT,/events,405",
    "DELETE,/events,405",
    "GET,/events?limit=0,400",
    "GET,/events?limit=x,400",
    "GET,/events?cursor=x,400",
    "GET,/events?since=yesterday,400",
    "GET,/events?since=%2B999999999-01-01T00:00:00Z,400",
    "GET,/events?status=LOST,400",
    "GET,/events?eventType=%00,400",
    "GET,/deliveries?status=LOST,400",
    "GET,/deliveries?subscriptionId=%00,400",
    "GET,/deliveries/dlv_unknown,404",
    "POST,/deliveries/dlv_unknown/redrive,404",
    "POST,/deliveries/dlv_unknown/cancel,404",
    "POST,/deliveries/dlv_unknown/retry-now,404",
    "GET,/dead-letters?limit=201,400",
    "GET,/subscriptions?active=maybe,400",
    "PATCH,/subscriptions/sub_unknown,404",
    "DELETE,/subscriptions/sub_unknown,404",
    "TRACE,/events,405",
    "QUERY,/events,405",
    "GET,/dead-letters,200",
    "GET,/events?eventType=%ff%fe,200"
  })
  void answersEveryMistakeInJson(String method, String path, int status) {
    Answer answer = api.method(key, method, path, "{}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.raw().headers().firstValue("content-type").orElse(""))
        .startsWith(
            status < 400 || answer.body().has("error")
                ? "application/json"
                : "application/problem+json");
    assertThat(answer.raw().body()).doesNotContain("Exception", "org.", "SELECT");
    if (status >= 400) {
      assertThat(answer.body().get("type").asText()).startsWith("urn:tocsin:problem:");
      assertThat(answer.body().get("status").asInt()).isEqualTo(status);
      assertThat(answer.body().get("title").asText()).isNotEmpty();
      assertThat(answer.body().get("detail").asText()).isNotEmpty();
    }
  }

  @Test
  void answersWhatJettyRefusesInJsonToo() throws Exception {
    try (Socket socket = new Socket("localhost", api.port())) {
      socket
          .getOutputStream()
          .write("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes());
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json")
          .contains("urn:tocsin:problem:bad-request")
          .contains("Access-Control-Allow-Origin: *");
    }
  }

  @Test
  void answersAPreflightWithoutAKey() {
    HttpResponse<String> answer =
        api.send(
                HttpRequest.newBuilder(api.uri("/events"))
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "https://ops.example.com")
                    .build())
            .raw();
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
        .contains("Content-Type", "x-api-key", "Idempotency-Key");
    assertThat(answer.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("PUT");
  }

  @Test
  void letsPagesReadTheHeadersThatMatter() {
    assertThat(
            api.get(key, "/events")
                .raw()
                .headers()
                .firstValue("access-control-expose-headers")
                .orElse(""))
        .contains("RateLimit-Remaining", "Retry-After");
  }

  @Test
  void pagesThroughATenantsOwnEventsOnly() {
    ApiKeySecret reader = StartedApi.key(database.database(), "reader");
    List<String> published = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      published.add(
          api.post(reader, "/events", EVENT.formatted("")).body().get("eventId").asText());
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    while (true) {
      Answer page = api.get(reader, "/events?limit=2" + cursor);
      page.body().get("items").forEach(item -> listed.add(item.get("eventId").asText()));
      if (page.body().get("next").isNull()) {
        break;
      }
      cursor = "&cursor=" + page.body().get("next").asText();
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(published).hasSize(5);
    assertThat(api.get(stranger, "/events/" + published.get(0)).status()).isEqualTo(404);
  }
}
