package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final String ACCEPTED =
      "{\"eventId\":\"evt_1\",\"status\":\"accepted\",\"message\":\"m\"}";
  private static final NewEvent EVENT = NewEvent.of("order.shipped", Severity.LOW, "On its way");

  private TestServer tocsin;

  @BeforeEach
  void start() throws Exception {
    tocsin =
        new TestServer(
            new RetryPolicy(
                4, Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  @AfterEach
  void stop() {
    tocsin.close();
  }

  @Test
  void anEventIsSentAgainUnderTheSameKeyAfterEveryPassingFault() {
    tocsin.answer(503, "{\"error\":\"Failed to queue event\"}");
    tocsin.answer(429, "{\"message\":\"Too Many Requests\"}");
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    tocsin.answer(202, ACCEPTED);

    assertThat(tocsin.client.publish(EVENT).eventId()).isEqualTo("evt_1");

    List<String> keys =
        Stream.generate(() -> tocsin.request().getHeaders().get("Idempotency-Key"))
            .limit(4)
            .toList();
    assertThat(keys).doesNotContainNull().containsOnly(keys.get(0));
    assertThat(keys.get(0)).hasSizeGreaterThan(30);
    assertThat(tocsin.pauses).hasSize(3);
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() {
    tocsin.server.enqueue(
        new MockResponse.Builder()
            .code(202)
            .body(ACCEPTED)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    tocsin.answer(202, ACCEPTED);

    assertThat(tocsin.client.publish(EVENT).eventId()).isEqualTo("evt_1");
  }

  @Test
  void twoEventsWithoutIdsHaveTwoKeys() {
    tocsin.answer(202, ACCEPTED);
    tocsin.answer(202, ACCEPTED);
    tocsin.client.publish(EVENT);
    tocsin.client.publish(EVENT);

    assertThat(tocsin.request().getHeaders().get("Idempotency-Key"))
        .isNotEqualTo(tocsin.request().getHeaders().get("Idempotency-Key"));
  }

  @Test
  void anIdOfThePublisherGoesInTheBodyAndNeedsNoKey() {
    tocsin.answer(202, ACCEPTED);
    tocsin.client.publish(EVENT.withId("Bestellung-42-ü"));

    RecordedRequest request = tocsin.request();
    assertThat(request.getHeaders().get("Idempotency-Key")).isNull();
    assertThat(request.getBody().utf8()).contains("\"id\":\"Bestellung-42-ü\"");
  }

  @Test
  void waitsExactlyAsLongAsTheServerAsks() {
    tocsin.answer(429, "{}", "Retry-After", "7");
    tocsin.answer(503, "{}", "Retry-After", "0");
    tocsin.answer(202, ACCEPTED);

    tocsin.client.publish(EVENT);

    assertThat(tocsin.pauses).containsExactly(Duration.ofSeconds(7), Duration.ZERO);
  }

  @Test
  void aPauseThatWouldOutlastTheWholeTimeIsNotBegun() {
    tocsin.answer(503, "{\"error\":\"Failed to queue event\"}", "Retry-After", "61");

    TocsinException failure = failure(() -> tocsin.client.publish(EVENT));

    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(61));
    assertThat(tocsin.pauses).isEmpty();
  }

  @Test
  void endsAfterTheLastAttemptWithItsAnswer() {
    for (int i = 0; i < 5; i++) {
      tocsin.answer(503, "{\"error\":\"" + i + "\"}");
    }

    assertThat(failure(() -> tocsin.client.publish(EVENT)).error()).isEqualTo("3");
    assertThat(tocsin.server.getRequestCount()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 408, 409, 413, 500, 502})
  void nothingElseIsSentAgain(int status) {
    tocsin.answer(status, "{}");

    assertThat(failure(() -> tocsin.client.publish(EVENT)).status()).isEqualTo(status);
    assertThat(tocsin.server.getRequestCount()).isEqualTo(1);
  }

  static Stream<ApiCall<?>> doneOnce() {
    return Stream.of(
        Calls.subscribe(NewSubscription.toType("t", Severity.LOW, "EMAIL", "a@example.com")),
        Calls.redrive("dlv_1"),
        Calls.retryNow("dlv_1"),
        Calls.cancel("dlv_1"));
  }

  @ParameterizedTest
  @MethodSource("doneOnce")
  void whatMayHaveBeenDoneIsNotDoneTwice(ApiCall<?> call) {
    // OkHttp itself would repeat this one.
    tocsin.answer(503, "{}", "Retry-After", "0");
    assertThat(failure(() -> tocsin.client.send(call)).status()).isEqualTo(503);

    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(failure(() -> tocsin.client.send(call)).isUnreachable()).isTrue();

    assertThat(tocsin.pauses).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("doneOnce")
  void whatWasCertainlyNotDoneIsSentAgain(ApiCall<?> call) {
    tocsin.answer(429, "{}");
    tocsin.answer(200, "{}");

    assertThat(tocsin.client.send(call)).isNotNull();
  }

  @Test
  void whereNobodyListensEverythingIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (TocsinClient client =
        TocsinClient.builder()
            .url("http://127.0.0.1:" + port)
            .apiKey(TestServer.KEY)
            .retries(new RetryPolicy(3, Duration.ofSeconds(9), Duration.ZERO, Duration.ZERO))
            .later(
                pause -> {
                  tocsin.pauses.add(pause);
                  return Runnable::run;
                })
            .build()) {
      TocsinException failure = failure(() -> client.redrive("dlv_1"));

      assertThat(failure.isUnreachable()).isTrue();
      assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
      assertThat(tocsin.pauses).hasSize(2);
    }
  }

  @Test
  void aFutureFailsWithTheSameException() {
    tocsin.answer(400, "{\"error\":\"Validation failed\",\"details\":[\"a\"]}");

    CompletableFuture<Published> answer = tocsin.client.publishAsync(EVENT);

    CompletionException failure = catchThrowableOfType(CompletionException.class, answer::join);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            TocsinException.class, told -> assertThat(told.details()).containsExactly("a"));
  }

  @Test
  void aCancelledFutureIsNotTriedAgain() throws Exception {
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<Published> answer = tocsin.client.publishAsync(EVENT);
    tocsin.request();

    answer.cancel(true);

    tocsin.answer(202, ACCEPTED);
    tocsin.client.publish(EVENT);
    assertThat(tocsin.server.getRequestCount()).isEqualTo(2);
  }

  private static TocsinException failure(Runnable call) {
    return catchThrowableOfType(TocsinException.class, call::run);
  }
}
