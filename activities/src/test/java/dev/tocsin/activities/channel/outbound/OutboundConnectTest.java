package dev.tocsin.activities.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundConnectTest {
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

  @Test
  void aNameThatIsNotFoundIsForLater() {
    Dns none =
        host -> {
          throw new UnknownHostException("secret-resolver.internal: " + host);
        };
    Outcome outcome =
        call(http(Set.of(), none, new OkHttpClient()), "http://nowhere.example/s3cr3t", 10);
    assertThat(reason(outcome)).isEqualTo("Test failed: host not found: nowhere.example");
  }

  @Test
  void aNameServerThatHangsIsForLater() {
    CountDownLatch over = new CountDownLatch(1);
    Dns hanging =
        new BoundedDns(
            host -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            },
            Duration.ofMillis(50));
    Outcome outcome = call(http(Set.of(), hanging, new OkHttpClient()), "http://slow.example/", 10);
    over.countDown();
    assertThat(reason(outcome)).isEqualTo("Test failed: no address for the host within 5 s");
  }

  @Test
  void aHostWhoseFirstAddressIsDownIsReachedAtItsNext() throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).build());
    Dns two =
        host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
    assertThat(
            call(
                http(Set.of(), two, new OkHttpClient()),
                "http://two.example:" + server.getPort() + "/",
                10))
        .isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aRefusedConnectionIsForLater() {
    String url = url("/s3cr3t");
    server.close();
    assertThat(reason(call(http(), url, 10))).isEqualTo("Test failed: connection refused");
  }

  @Test
  void aNameThatResolvesToAForbiddenAddressIsRejectedWithoutSayingWhich() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    OutboundHttp http =
        new OutboundHttp(
            new TargetGuard(PrivateTargets.DENY),
            Set.of(),
            NOW,
            host -> List.of(loopback, InetAddress.getByAddress(new byte[] {10, 0, 0, 1})),
            new OkHttpClient());
    assertThat(call(http, "http://innocent.example:" + server.getPort() + "/", 10))
        .isEqualTo(new Outcome.Rejected("Test failed: target address is not allowed", Answer.NONE));
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "0.0.0.0"})
  void literalAddressesAreGuardedToo(String host) {
    OutboundHttp http = new OutboundHttp(new TargetGuard(PrivateTargets.DENY), Set.of());
    assertThat(call(http, "http://" + host + ":" + server.getPort() + "/", 10))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aCertificateThatNobodyTrustsIsForLater() throws Exception {
    server.close();
    try (MockWebServer tls = tls("localhost")) {
      assertThat(reason(call(http(), "https://localhost:" + tls.getPort() + "/", 10)))
          .isEqualTo("Test failed: TLS: the certificate is not trusted");
    }
  }

  @Test
  void aCertificateForAnotherHostIsForLaterAndItsNamesAreNotTold() throws Exception {
    try (MockWebServer tls = tls("internal-name.example")) {
      assertThat(
              reason(
                  call(
                      http(Set.of(), Dns.SYSTEM, trusting()),
                      "https://localhost:" + tls.getPort() + "/",
                      10)))
          .isEqualTo("Test failed: TLS: the certificate is not for this host");
    }
  }

  @Test
  void http2HasAReasonFromTheTable() throws Exception {
    try (MockWebServer tls = tls("localhost")) {
      tls.enqueue(new MockResponse.Builder().code(503).build());
      Outcome outcome =
          call(
              http(Set.of(), Dns.SYSTEM, trusting()),
              "https://localhost:" + tls.getPort() + "/",
              10);
      assertThat(reason(outcome)).isEqualTo("Test failed: 503 Service Unavailable");
      assertThat(tls.takeRequest().getVersion()).isEqualTo("HTTP/2");
    }
  }

  private final HeldCertificate root =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  private MockWebServer tls(String name) throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(name).signedBy(root).build();
    MockWebServer tls = new MockWebServer();
    tls.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    tls.start();
    return tls;
  }

  private OkHttpClient trusting() {
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder().addTrustedCertificate(root.certificate()).build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
        .build();
  }

  private static OutboundHttp http() {
    return http(Set.of(), Dns.SYSTEM, new OkHttpClient());
  }

  private static OutboundHttp http(Set<Integer> permanent, Dns dns, OkHttpClient template) {
    return new OutboundHttp(new TargetGuard(PrivateTargets.ALLOW), permanent, NOW, dns, template);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
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
