package dev.tocsin.activities.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundHttpTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getByName("127.0.0.1"), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void any2xxIsDelivered(int status) {
    server.enqueue(new MockResponse.Builder().code(status).build());
    assertThat(call()).isEqualTo(new Outcome.Delivered(new Answer(status, "")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 410, 413, 415, 422})
  void aPermanentStatusIsRejected(int status) {
    server.enqueue(new MockResponse.Builder().code(status).body("no").build());
    assertThat(call())
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).startsWith("Test failed: " + status);
              assertThat(rejected.answer()).isEqualTo(new Answer(status, "no"));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 401, 403, 404, 408, 409, 421, 429, 500, 502, 503, 504, 599})
  void everyOtherStatusIsForLaterAfterOneRequest(int status) {
    server.enqueue(new MockResponse.Builder().code(status).addHeader("Retry-After", "0").build());
    assertThat(call()).isInstanceOf(Outcome.RetryLater.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatIsPermanentCanBeSet() {
    OutboundHttp http = http(Set.of(404), Dns.SYSTEM, new OkHttpClient());
    server.enqueue(new MockResponse.Builder().code(404).build());
    server.enqueue(new MockResponse.Builder().code(410).build());
    assertThat(call(http, url("/"), 10)).isInstanceOf(Outcome.Rejected.class);
    assertThat(call(http, url("/"), 10)).isInstanceOf(Outcome.RetryLater.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    server.enqueue(
        new MockResponse.Builder().code(status).addHeader("Location", url("/other")).build());
    assertThat(call()).isInstanceOf(Outcome.RetryLater.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120|PT2M",
        "86400|PT24H",
        "86401|PT24H",
        "99999999999999999999|PT24H",
        "Sun, 01 Mar 2026 00:10:00 GMT|PT10M",
        "Sun, 01 Mar 2099 00:10:00 GMT|PT24H",
        "Sat, 28 Feb 2026 00:10:00 GMT|",
        "0|",
        "-5|",
        "1.5|",
        "soon|",
        "|"
      })
  void retryAfterIsHonouredUpToADay(String value, Duration pause) {
    server.enqueue(
        new MockResponse.Builder()
            .code(404)
            .addHeader("Retry-After", value == null ? "" : value)
            .build());
    assertThat(((Outcome.RetryLater) call()).after()).isEqualTo(pause);
  }

  @Test
  void keepsTheFirst16KiBAndReadsNoFurther() {
    server.enqueue(new MockResponse.Builder().code(200).body("x".repeat(5_000_000)).build());
    assertThat(((Outcome.Delivered) call()).answer().body()).isEqualTo("x".repeat(16_384));
  }

  @Test
  void cleansWhatItKeeps() {
    Buffer body = new Buffer().writeUtf8("a\u0000b").writeByte(0xff).writeUtf8("ü");
    server.enqueue(new MockResponse.Builder().code(200).body(body).build());
    assertThat(((Outcome.Delivered) call()).answer().body()).isEqualTo("a\uFFFDb\uFFFDü");
  }

  @Test
  void cutsNoCharacterInHalf() {
    server.enqueue(new MockResponse.Builder().code(200).body("x" + "ü".repeat(9_000)).build());
    assertThat(((Outcome.Delivered) call()).answer().body()).isEqualTo("x" + "ü".repeat(8_191));
  }

  @Test
  void a2xxWhoseBodyDripsIsDelivered() {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("abcdef")
            .throttleBody(1, 400, TimeUnit.MILLISECONDS)
            .build());
    assertThat(call(http(), url("/"), 1))
        .isInstanceOfSatisfying(
            Outcome.Delivered.class,
            delivered -> assertThat(delivered.answer().body()).startsWith("a").hasSizeLessThan(6));
  }

  @Test
  void a2xxWhoseBodyBreaksOffIsDelivered() {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("abcdef".repeat(1000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    assertThat(call()).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aConnectionThatClosesWithoutAnAnswerIsNotTriedASecondTime() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    assertThat(reason(call())).isEqualTo("Test failed: connection closed before an answer came");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsNotHttpIsForLater() throws Exception {
    server.enqueue(new MockResponse.Builder().status("SMTP 220 hello").build());
    assertThat(reason(call())).isEqualTo("Test failed: no valid HTTP answer");
  }

  @Test
  void aBodyThatCouldBeSentTwiceIsABug() {
    Request request =
        new Request.Builder().url(url("/")).post(RequestBody.create(new byte[0])).build();
    assertThatThrownBy(() -> http().call(request, Duration.ofSeconds(1), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OutboundHttp http() {
    return http(OutboundHttp.DEFAULT_PERMANENT_STATUSES, Dns.SYSTEM, new OkHttpClient());
  }

  private static OutboundHttp http(Set<Integer> permanent, Dns dns, OkHttpClient template) {
    return new OutboundHttp(new TargetGuard(PrivateTargets.ALLOW), permanent, NOW, dns, template);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
  }

  private Outcome call() {
    return call(http(), url("/"), 10);
  }

  private static Outcome call(OutboundHttp http, String url, int seconds) {
    Request request = new Request.Builder().url(url).post(new JsonBody(new byte[] {'1'})).build();
    return http.call(request, Duration.ofSeconds(seconds), "Test failed");
  }

  private static String reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    return ((Outcome.RetryLater) outcome).reason();
  }
}
