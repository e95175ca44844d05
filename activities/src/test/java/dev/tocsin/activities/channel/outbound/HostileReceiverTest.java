package dev.tocsin.activities.channel.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers that mean harm: whatever they send, the call ends at its deadline and keeps no more
 * than the beginning of it. Each test would run into its time-out, or out of memory, otherwise.
 */
@Timeout(60)
class HostileReceiverTest {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final byte[] MEBIBYTE = new byte[1024 * 1024];

  private final CountDownLatch over = new CountDownLatch(1);
  private ServerSocket server;

  /** What the receiver does with a connection whose request it has begun to read. */
  private interface Answering {
    void to(Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    server.close();
  }

  private Outcome call(Answering answering) {
    Thread receiver = new Thread(() -> receive(answering), "hostile-receiver");
    receiver.setDaemon(true);
    receiver.start();
    Request request =
        new Request.Builder()
            .url("http://127.0.0.1:" + server.getLocalPort() + "/")
            .post(new JsonBody("{}".getBytes(US_ASCII)))
            .build();
    return new OutboundHttp(new TargetGuard(PrivateTargets.ALLOW), Set.of())
        .call(request, DEADLINE, "Test failed");
  }

  private void receive(Answering answering) {
    try (Socket client = server.accept()) {
      client.getInputStream().read();
      answering.to(client, client.getOutputStream());
    } catch (IOException | InterruptedException hungUp) {
      // The other side had enough of it.
    }
  }

  private static Answer answerOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    return ((Outcome.Delivered) outcome).answer();
  }

  private static String reasonOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    return ((Outcome.RetryLater) outcome).reason();
  }

  private void drip(OutputStream out, String text) throws IOException, InterruptedException {
    while (!over.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      out.write(text.getBytes(US_ASCII));
      out.flush();
    }
  }

  @Test
  void aStatusLineThatDripsEndsAtTheDeadline() {
    assertThat(reasonOf(call((client, out) -> drip(out, "H")))).contains("within 2 s");
  }

  @Test
  void headersThatDripEndAtTheDeadline() {
    Outcome outcome =
        call(
            (client, out) -> {
              out.write(OK.getBytes(US_ASCII));
              drip(out, "X: y\r\n");
            });
    assertThat(reasonOf(outcome)).contains("within 2 s");
  }

  @Test
  void endlessInterimAnswersEndAtTheDeadline() {
    Outcome outcome =
        call(
            (client, out) -> {
              while (over.getCount() > 0) {
                out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(US_ASCII));
              }
            });
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void endlessHeadersAreCutOff() {
    Outcome outcome =
        call(
            (client, out) -> {
              out.write((OK + "X: ").getBytes(US_ASCII));
              while (over.getCount() > 0) {
                out.write(MEBIBYTE.clone());
              }
            });
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void ofAnEndlessBodyTheBeginningIsKept() {
    Outcome outcome =
        call(
            (client, out) -> {
              out.write((OK + "\r\n").getBytes(US_ASCII));
              while (over.getCount() > 0) {
                out.write("y".repeat(64 * 1024).getBytes(US_ASCII));
              }
            });
    assertThat(answerOf(outcome).body()).hasSize(Answers.KEPT_BYTES).matches("y+");
  }

  @Test
  void ofACompressedBombTheBeginningIsKept() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int mebibytes = 0; mebibytes < 512; mebibytes++) {
        gzip.write(MEBIBYTE);
      }
    }
    Outcome outcome =
        call(
            (client, out) -> {
              out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(US_ASCII));
              bomb.writeTo(out);
            });
    assertThat(answerOf(outcome).body().length()).isLessThanOrEqualTo(Answers.KEPT_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 99999999999 No\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data\r\n\r\n"
      })
  void aConnectionThatIsResetAtAnyStageIsForLater(String sent) {
    Outcome outcome =
        call(
            (client, out) -> {
              out.write(sent.getBytes(US_ASCII));
              out.flush();
              client.setSoLinger(true, 0); // closing sends RST
            });
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void a2xxThatIsResetWithinItsBodyIsDelivered() {
    Outcome outcome =
        call(
            (client, out) -> {
              out.write((OK + "Content-Length: 10\r\n\r\nabc").getBytes(US_ASCII));
              out.flush();
            });
    assertThat(answerOf(outcome).httpStatus()).isEqualTo(200);
  }
}
