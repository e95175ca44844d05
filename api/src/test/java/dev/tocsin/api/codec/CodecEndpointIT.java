package dev.tocsin.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Temporal's UI and CLI ask, and who is answered. */
class CodecEndpointIT {
  private static final String KEYS = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String UI = "https://temporal.example.com";
  private static final String DECODE = "/temporal/codec/decode";
  private static final String SESSION = "/temporal/codec/session";
  private static final Payload PLAIN =
      DefaultDataConverter.newDefaultInstance().toPayload("planted-secret").orElseThrow();

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static SetClock clock;
  private static ApiKeySecret operator;

  private static final class SetClock extends Clock {
    private volatile Instant now = Instant.now();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    clock = new SetClock();
    api =
        new StartedApi(
            database.config(),
            temporal.getWorkflowClient(),
            clock,
            Map.of("TOCSIN_HISTORY_KEYS", KEYS, "TOCSIN_TEMPORAL_UI_ORIGIN", UI));
    operator = key("default", Role.OPERATE);
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Test
  void theCliIsAnsweredInTheClear() throws Exception {
    Answer answer =
        api.send(
            HttpRequest.newBuilder(api.uri(DECODE))
                .header("Authorization", "Bearer " + operator.text())
                .header("X-Namespace", "default")
                .POST(BodyPublishers.ofString(json(encrypted(), PLAIN)))
                .build());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.raw().headers().firstValue("cache-control")).contains("no-store");
    assertThat(payloads(answer)).containsExactly(PLAIN, PLAIN);
    JsonNode first = answer.body().path("payloads").path(0);
    assertThat(Base64.getDecoder().decode(first.path("data").asText()))
        .isEqualTo(PLAIN.getData().toByteArray());
  }

  @Test
  void whatTheCliSendsIsEncrypted() throws Exception {
    Answer answer = api.post(operator, "/temporal/codec/encode", json(PLAIN));
    assertThat(answer.status()).isEqualTo(200);
    Payload sealed = payloads(answer).get(0);
    assertThat(sealed.getMetadataMap())
        .containsEntry("encoding", ByteString.copyFromUtf8("binary/encrypted"));
    assertThat(new HistoryCodec(HistoryKeys.parse(KEYS)).decode(List.of(sealed)))
        .containsExactly(PLAIN);
  }

  @Test
  void itTakesAnOperatorsKey() throws Exception {
    assertThat(api.send(HttpRequest.newBuilder(api.uri(DECODE)).POST(body()).build()).status())
        .isEqualTo(403);
    for (Role role : Set.of(Role.PUBLISH, Role.SUBSCRIBE)) {
      for (String path : List.of(DECODE, "/temporal/codec/encode")) {
        Answer refused = api.post(key("default", role), path, json(encrypted()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asText()).endsWith(":role-missing");
      }
    }
    assertThat(api.post(key("default", Role.ADMIN), DECODE, json(encrypted())).status())
        .isEqualTo(200);
  }

  @Test
  void anotherTenantsOperatorReadsNothing() throws Exception {
    ApiKeySecret foreign = key("acme", Role.ADMIN);
    for (String path : List.of(DECODE, "/temporal/codec/encode")) {
      Answer refused = api.post(foreign, path, json(encrypted()));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body().path("type").asText()).endsWith(":tenant-not-allowed");
    }
    HttpResponse<String> refused = page(api.request(foreign, SESSION).build());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Tenant not allowed");
    assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aBrowserIsAskedForTheKeyAndGetsACookieInstead() throws Exception {
    for (String authorization : List.of("", "Basic " + basic("unknown"), "Bearer unknown")) {
      HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(SESSION));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      HttpResponse<String> asked = page(request.build());
      assertThat(asked.statusCode()).isEqualTo(401);
      assertThat(asked.headers().firstValue("www-authenticate").orElseThrow())
          .startsWith("Basic realm=");
      assertThat(asked.headers().firstValue("set-cookie")).isEmpty();
    }
    String cookie = openSession(operator);
    assertThat(cookie)
        .startsWith("tocsin_codec=")
        .contains("Path=/temporal/codec", "Max-Age=28800", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure", operator.text());

    Answer answer = decodeWith(cookie, UI);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(payloads(answer)).containsExactly(PLAIN);
    assertThat(answer.raw().headers().firstValue("access-control-allow-origin")).contains(UI);
    assertThat(answer.raw().headers().firstValue("access-control-allow-credentials"))
        .contains("true");
  }

  @Test
  void beyondThisMachineTheCookieNeedsTls() throws Exception {
    String request =
        "GET %s HTTP/1.1\r\nHost: tocsin.example.com\r\nAuthorization: Basic %s\r\n"
                .formatted(SESSION, basic(operator.text()))
            + "Connection: close\r\n\r\n";
    try (Socket socket = new Socket("localhost", api.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes());
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 200")
          .contains("Secure", "SameSite=None", "HttpOnly");
    }
  }

  @Test
  void theCookieIsGoodForTheUisPagesOnly() throws Exception {
    String cookie = openSession(operator);
    assertThat(decodeWith(cookie, "https://evil.example.com").status()).isEqualTo(403);
    String forged = cookie.replaceFirst("tocsin_codec=.", "tocsin_codec=A");
    assertThat(decodeWith(forged, UI).status()).isEqualTo(403);
    Answer elsewhere =
        api.send(
            HttpRequest.newBuilder(api.uri("/deliveries")).header("Cookie", value(cookie)).build());
    assertThat(elsewhere.status()).isEqualTo(403);
  }

  @Test
  void theCookieEndsWithItsTimeAndWithItsKey() throws Exception {
    ApiKeySecret brief = key("default", Role.OPERATE);
    String cookie = openSession(brief);
    assertThat(decodeWith(cookie, UI).status()).isEqualTo(200);
    ApiKeyDao keys = new ApiKeyDao(database.database());
    ApiKey row = keys.find(brief).orElseThrow();
    keys.revoke("default", row.keyId(), clock.instant());
    assertThat(decodeWith(cookie, UI).status()).isEqualTo(403);

    String other = openSession(operator);
    Instant before = clock.now;
    try {
      clock.now = before.plus(Duration.ofHours(8));
      assertThat(decodeWith(other, UI).status()).isEqualTo(403);
    } finally {
      clock.now = before;
    }
  }

  @Test
  void theCookieGoesBeforeAKeyThatTheBrowserAddsByItself() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri(DECODE))
            .header("Cookie", value(openSession(operator)))
            .header("Origin", UI)
            .header("Authorization", "Basic " + basic(key("acme", Role.PUBLISH).text()))
            .POST(body())
            .build();
    assertThat(api.send(request).status()).isEqualTo(200);
  }

  @Test
  void onlyTheUisOriginIsToldThatItMaySendTheCookie() {
    Answer ui = preflight(DECODE, UI);
    assertThat(ui.status()).isEqualTo(204);
    assertThat(header(ui, "access-control-allow-origin")).isEqualTo(UI);
    assertThat(header(ui, "access-control-allow-credentials")).isEqualTo("true");
    assertThat(header(ui, "access-control-allow-headers")).contains("X-Namespace", "Content-Type");
    assertThat(header(ui, "vary")).contains("Origin");

    Answer other = preflight(DECODE, "https://evil.example.com");
    assertThat(header(other, "access-control-allow-origin")).isEmpty();
    assertThat(header(other, "access-control-allow-credentials")).isEmpty();

    Answer elsewhere = preflight("/events", UI);
    assertThat(header(elsewhere, "access-control-allow-origin")).isEqualTo("*");
    assertThat(header(elsewhere, "access-control-allow-credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "7",
        "{\"payloads\":7}",
        "{\"payloads\":[7]}",
        "{\"payloads\":[{\"data\":\"not base64!\"}]}",
        "{\"payloads\":[{\"metadata\":{\"encoding\":{}}}]}",
        "{\"payloads\":[{\"metadata\":{\"encoding\":\"YmluYXJ5L2VuY3J5cHRlZA==\"}}]}",
      })
  void whatIsNoPayloadIsRefused(String body) {
    Answer refused = api.post(operator, DECODE, body);
    assertThat(refused.status()).as(refused.raw().body()).isEqualTo(400);
    assertThat(refused.body().path("type").asText()).endsWith(":validation");
  }

  @Test
  void deepAndLongBodiesAreRefused() {
    assertThat(api.post(operator, DECODE, "[".repeat(200_000)).status()).isEqualTo(400);
    String deep = "{\"x\":".repeat(50_000) + "1" + "}".repeat(50_000);
    assertThat(api.post(operator, DECODE, deep).status()).isIn(200, 400);
    assertThat(api.post(operator, DECODE, " ".repeat(8 * 1024 * 1024 + 1)).status()).isEqualTo(413);
  }

  @Test
  void anUnknownKeyIsNamed() throws Exception {
    Payload sealed =
        new HistoryCodec(HistoryKeys.parse(KEYS.replace("k1", "k0"))).encode(List.of(PLAIN)).get(0);
    Answer refused = api.post(operator, DECODE, json(sealed));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("detail").asText()).contains("the key \"k0\"");
  }

  @Test
  void itIsNoPartOfTheDescription() {
    Answer document = api.get(operator, "/openapi.json");
    assertThat(document.body().path("paths").fieldNames())
        .toIterable()
        .isNotEmpty()
        .noneMatch(path -> path.startsWith("/temporal"));
  }

  @Test
  void withoutKeysThereIsNone() throws Exception {
    try (StartedApi off = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      assertThat(off.post(operator, DECODE, json(PLAIN)).status()).isEqualTo(404);
      assertThat(off.get(operator, SESSION).status()).isEqualTo(404);
    }
  }

  private static ApiKeySecret key(String tenant, Role role) {
    return StartedApi.key(
        database.database(),
        new NewApiKey(tenant, role.text(), Set.of(role), Plan.UNLIMITED, null));
  }

  private static Payload encrypted() {
    return new HistoryCodec(HistoryKeys.parse(KEYS)).encode(List.of(PLAIN)).get(0);
  }

  private static String json(Payload... payloads) throws Exception {
    return JsonFormat.printer()
        .print(Payloads.newBuilder().addAllPayloads(List.of(payloads)).build());
  }

  private static HttpRequest.BodyPublisher body() throws Exception {
    return BodyPublishers.ofString(json(encrypted()));
  }

  private static List<Payload> payloads(Answer answer) throws Exception {
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().merge(answer.raw().body(), payloads);
    return payloads.getPayloadsList();
  }

  /** The cookie as the browser is told to set it. */
  private static String openSession(ApiKeySecret key) throws Exception {
    HttpResponse<String> answer =
        page(
            HttpRequest.newBuilder(api.uri(SESSION))
                .header("Authorization", "Basic " + basic(key.text()))
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("For 8 hours", "close this page");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    return answer.headers().firstValue("set-cookie").orElseThrow();
  }

  private static HttpResponse<String> page(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Answer decodeWith(String cookie, String origin) throws Exception {
    return api.send(
        HttpRequest.newBuilder(api.uri(DECODE + "?preserveStorageRefs=true"))
            .header("Cookie", value(cookie))
            .header("Origin", origin)
            .header("Content-Type", "application/json")
            .POST(body())
            .build());
  }

  private static String value(String cookie) {
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static String basic(String key) {
    return Base64.getEncoder().encodeToString(("operator:" + key).getBytes());
  }

  private static Answer preflight(String path, String origin) {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type,x-namespace")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private static String header(Answer answer, String name) {
    return String.join(",", answer.raw().headers().allValues(name));
  }
}
