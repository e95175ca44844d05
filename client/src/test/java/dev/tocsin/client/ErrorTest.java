package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorTest {
  private TestServer tocsin;

  @BeforeEach
  void start() throws Exception {
    tocsin = new TestServer(RetryPolicy.none());
  }

  @AfterEach
  void stop() {
    tocsin.close();
  }

  @Test
  void readsEveryFaultOfARefusedRequest() {
    TocsinException failure =
        answered(400, "{\"error\":\"Validation failed\",\"details\":[\"a is wrong\",\"b too\"]}");

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.error()).isEqualTo("Validation failed");
    assertThat(failure.details()).containsExactly("a is wrong", "b too");
    assertThat(failure.explanation()).isEmpty();
    assertThat(failure).hasMessage("400 Validation failed: a is wrong; b too");
  }

  @Test
  void readsAMessage() {
    TocsinException failure =
        answered(404, "{\"error\":\"Not found\",\"message\":\"There is no event of that id\"}");

    assertThat(failure.error()).isEqualTo("Not found");
    assertThat(failure.explanation()).isEqualTo("There is no event of that id");
  }

  @Test
  void aMessageAloneIsTheError() {
    TocsinException failure = answered(403, "{\"message\":\"Forbidden\"}");

    assertThat(failure.error()).isEqualTo("Forbidden");
    assertThat(failure).hasMessage("403 Forbidden");
  }

  @Test
  void readsAProblem() {
    TocsinException failure =
        answered(
            422,
            """
            {"type":"https://tocsin.dev/problems/quota","title":"Quota used up","status":422,
             "detail":"200 of 200 events this month","details":["one","two"]}""",
            "Content-Type",
            "application/problem+json");

    assertThat(failure.type()).isEqualTo("https://tocsin.dev/problems/quota");
    assertThat(failure.error()).isEqualTo("Quota used up");
    assertThat(failure.explanation()).isEqualTo("200 of 200 events this month");
    assertThat(failure.details()).containsExactly("one", "two");
  }

  @Test
  void faultsAreNotToldTwice() {
    TocsinException failure =
        answered(
            400,
            """
            {"type":"urn:tocsin:problem:validation","title":"Validation failed","status":400,
             "detail":"a is wrong; b too","error":"Validation failed",
             "details":["a is wrong","b too"]}""");

    assertThat(failure.explanation()).isEmpty();
    assertThat(failure).hasMessage("400 Validation failed: a is wrong; b too");
  }

  @Test
  void whatIsNoJsonIsToldByItsStatus() {
    assertThat(answered(502, "<html>Bad gateway</html>")).hasMessage("502 HTTP 502");
    assertThat(answered(500, "")).hasMessage("500 HTTP 500");
    assertThat(answered(500, "[1]")).hasMessage("500 HTTP 500");
  }

  @Test
  void aGoodAnswerOfSomebodyElseIsAnError() {
    assertThat(answered(200, "<html>Hello</html>"))
        .hasMessageContaining("is this the address of a Tocsin API?");
    assertThat(answered(200, "")).hasMessageContaining("cannot be read");
    assertThat(answered(200, "[]")).hasMessageContaining("cannot be read");
  }

  @Test
  void theKeyDoesNotFollowARedirect() {
    TocsinException failure =
        answered(307, "", "Location", tocsin.server.url("/elsewhere").toString());

    assertThat(failure.status()).isEqualTo(307);
    assertThat(tocsin.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsUnreachable() {
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    try (TocsinClient hasty =
        TocsinClient.builder()
            .url(tocsin.server.url("/").toString())
            .apiKey(TestServer.KEY)
            .callTimeout(Duration.ofMillis(50))
            .retries(RetryPolicy.none())
            .build()) {
      TocsinException failure =
          catchThrowableOfType(TocsinException.class, () -> hasty.event("evt_1"));
      assertThat(failure.isUnreachable()).isTrue();
      assertThat(failure).hasMessageContaining("timeout");
    }
  }

  @Test
  void anExceptionTravels() throws Exception {
    TocsinException failure = answered(503, "{\"error\":\"Away\"}", "Retry-After", "5");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TocsinException read = (TocsinException) in.readObject();
      assertThat(read.error()).isEqualTo("Away");
      assertThat(read.retryAfter()).contains(Duration.ofSeconds(5));
    }
  }

  @Test
  void theKeyIsShownNowhere() {
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(trace(failure())).doesNotContain(TestServer.KEY);
    assertThat(trace(answered(403, "{\"message\":\"Forbidden\"}"))).doesNotContain(TestServer.KEY);
    assertThat(tocsin.client.toString()).contains("http").doesNotContain(TestServer.KEY);
    assertThat(TocsinClient.builder().url("http://a").apiKey(TestServer.KEY).toString())
        .doesNotContain(TestServer.KEY);
  }

  @Test
  void aKeyThatNoHeaderCanHoldIsRefusedUnseen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TocsinClient.builder().apiKey(TestServer.KEY + "\n"))
        .withMessageNotContaining(TestServer.KEY);
  }

  @Test
  void refusesUrlsThatAreNone() {
    for (String url : new String[] {"", "tocsin.example.com", "ftp://a", "http://u:p@host"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> TocsinClient.builder().url(url));
    }
    assertThatIllegalStateException().isThrownBy(() -> TocsinClient.builder().build());
  }

  private TocsinException answered(int status, String body, String... headers) {
    tocsin.answer(status, body, headers);
    return failure();
  }

  private TocsinException failure() {
    return catchThrowableOfType(TocsinException.class, () -> tocsin.client.event("evt_1"));
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
