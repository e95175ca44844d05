package dev.tocsin.api.codec;

import static dev.tocsin.api.codec.CodecStage.DECODE;
import static dev.tocsin.api.codec.CodecStage.PLAIN;
import static dev.tocsin.api.codec.CodecStage.SESSION;
import static dev.tocsin.api.codec.CodecStage.UI;
import static dev.tocsin.api.codec.CodecStage.body;
import static dev.tocsin.api.codec.CodecStage.page;
import static dev.tocsin.api.codec.CodecStage.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.Role;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Temporal's UI asks from a browser, which holds a cookie in place of a key. */
class CodecSessionIT {
  private static CodecStage stage;
  private static StartedApi api;
  private static ApiKeySecret operator;

  @BeforeAll
  static void start() throws Exception {
    stage = new CodecStage();
    api = stage.api;
    operator = stage.operator;
  }

  @AfterAll
  static void stop() {
    stage.close();
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
    ApiKeySecret brief = stage.key("default", Role.OPERATE);
    String cookie = openSession(brief);
    assertThat(decodeWith(cookie, UI).status()).isEqualTo(200);
    ApiKeyDao keys = new ApiKeyDao(stage.database.database());
    ApiKey row = keys.find(brief).orElseThrow();
    keys.revoke("default", row.keyId(), stage.clock.instant());
    assertThat(decodeWith(cookie, UI).status()).isEqualTo(403);

    String other = openSession(operator);
    Instant before = stage.clock.now;
    try {
      stage.clock.now = before.plus(Duration.ofHours(8));
      assertThat(decodeWith(other, UI).status()).isEqualTo(403);
    } finally {
      stage.clock.now = before;
    }
  }

  @Test
  void theCookieGoesBeforeAKeyThatTheBrowserAddsByItself() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri(DECODE))
            .header("Cookie", value(openSession(operator)))
            .header("Origin", UI)
            .header("Authorization", "Basic " + basic(stage.key("acme", Role.PUBLISH).text()))
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
