package dev.tocsin.activities.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFetchTest {
  private final MockWebServer server = new MockWebServer();
  private final GuardedFetch open = new GuardedFetch(new TargetGuard(PrivateTargets.ALLOW));

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesWhatIsSmall() throws IOException {
    server.enqueue(new MockResponse.Builder().body("certificate").build());
    assertThat(open.get(server.url("/a.pem"))).asString().isEqualTo("certificate");
    server.enqueue(new MockResponse.Builder().body("x".repeat(GuardedFetch.MOST_BYTES)).build());
    assertThat(open.get(server.url("/a.pem"))).hasSize(GuardedFetch.MOST_BYTES);
  }

  @Test
  void refusesWhatIsLong() {
    server.enqueue(
        new MockResponse.Builder().body("x".repeat(GuardedFetch.MOST_BYTES + 1)).build());
    assertThatThrownBy(() -> open.get(server.url("/")))
        .hasMessageEndingWith("answered more than 64 KiB");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 404, 500})
  void takesNothingButWhatWasAskedFor(int status) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Location", server.url("/elsewhere"))
            .build());
    assertThatThrownBy(() -> open.get(server.url("/"))).hasMessageEndingWith("answered " + status);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void connectsToNothingThatTheGuardForbids() {
    Dns dns = host -> List.of(InetAddress.getLoopbackAddress());
    GuardedFetch guarded =
        new GuardedFetch(new TargetGuard(PrivateTargets.DENY), dns, new OkHttpClient());
    assertThatThrownBy(
            () -> guarded.get(HttpUrl.get("http://sns.example.com:" + server.getPort() + "/")))
        .hasMessage("target address is not allowed");
    assertThat(server.getRequestCount()).isZero();
  }
}
