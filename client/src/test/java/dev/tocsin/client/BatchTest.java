package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many events at once, in the answers of docs/api.md. */
class BatchTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TAKEN = "{\"status\":202,\"eventId\":\"evt_%s\",\"message\":\"m\"}";
  private static final String AWAY =
      """
      {"status":503,"type":"urn:tocsin:problem:unavailable","title":"Service unavailable",
       "error":"Failed to queue event","message":"The database is away"}""";
  private static final String WRONG =
      """
      {"status":400,"type":"urn:tocsin:problem:validation","title":"Validation failed",
       "detail":"details/order: string found","error":"Validation failed",
       "details":["details/order: string found"],
       "violations":[{"pointer":"/order","keyword":"type","message":"string found"}]}""";

  private TestServer tocsin;

  @BeforeEach
  void start() throws Exception {
    tocsin =
        new TestServer(
            new RetryPolicy(
                3, Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  @AfterEach
  void stop() {
    tocsin.close();
  }

  @Test
  void answersEntryByEntry() {
    answer(TAKEN.formatted(1), WRONG, "{\"status\":202,\"eventId\":\"evt_3\",\"duplicate\":true}");

    List<BatchEntry> entries = tocsin.client.publishBatch(List.of(event(1), event(2), event(3)));

    assertThat(entries).extracting(BatchEntry::status).containsExactly(202, 400, 202);
    assertThat(entries.get(0).accepted()).isEqualTo(new Published("evt_1", "accepted", "m", false));
    assertThat(entries.get(0).refused()).isNull();
    assertThat(entries.get(1).accepted()).isNull();
    assertThat(entries.get(1).refused())
        .hasMessage("400 Validation failed: details/order: string found");
    assertThat(entries.get(1).refused().violations())
        .containsExactly(new Violation("/order", "type", "string found"));
    assertThat(entries.get(1).answer().path("title").asText()).isEqualTo("Validation failed");
    assertThat(entries.get(2).accepted().duplicate()).isTrue();
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/events/batch");
  }

  @Test
  void theWholeBatchIsSentAgainUnderTheSameIds() throws Exception {
    tocsin.answer(503, "{\"error\":\"Failed to queue event\"}");
    tocsin.answer(429, "{\"message\":\"Too Many Requests\"}", "Retry-After", "7");
    answer(TAKEN.formatted(1), TAKEN.formatted(2));

    tocsin.client.publishBatch(List.of(NewEvent.of("a", Severity.LOW, "t"), event(2)));

    JsonNode first = body();
    assertThat(first.get(0).path("id").asText()).hasSizeGreaterThan(30);
    assertThat(first.get(1).path("id").asText()).isEqualTo("2");
    assertThat(body()).isEqualTo(first);
    assertThat(body()).isEqualTo(first);
    assertThat(tocsin.pauses.get(1)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aBrokenConnectionIsNoReasonToGiveUp() {
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    answer(TAKEN.formatted(1));

    assertThat(tocsin.client.publishBatch(List.of(event(1)))).hasSize(1);
  }

  @Test
  void onlyWhatTheServerHadNoRoomForIsSentAgain() throws Exception {
    answer(AWAY, TAKEN.formatted(2), WRONG, "{\"status\":429,\"message\":\"Too Many Requests\"}");
    answer(TAKEN.formatted(1), AWAY);
    answer(TAKEN.formatted(4));

    List<BatchEntry> entries =
        tocsin.client.publishBatch(List.of(event(1), event(2), event(3), event(4)));

    assertThat(entries).extracting(BatchEntry::status).containsExactly(202, 202, 400, 202);
    assertThat(entries.get(0).accepted().eventId()).isEqualTo("evt_1");
    assertThat(entries.get(3).accepted().eventId()).isEqualTo("evt_4");
    assertThat(body().findValuesAsText("id")).containsExactly("1", "2", "3", "4");
    assertThat(body().findValuesAsText("id")).containsExactly("1", "4");
    assertThat(body().findValuesAsText("id")).containsExactly("4");
    assertThat(tocsin.pauses).hasSize(2);
  }

  @Test
  void afterTheLastRepetitionTheEntrySaysWhy() {
    answer(TAKEN.formatted(1), AWAY);
    answer(AWAY);
    answer(AWAY);

    List<BatchEntry> entries = tocsin.client.publishBatch(List.of(event(1), event(2)));

    assertThat(entries.get(0).status()).isEqualTo(202);
    assertThat(entries.get(1).refused())
        .hasMessage("503 Failed to queue event: The database is away");
    assertThat(tocsin.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void whatIsKnownIsNotLostWithARepetition() {
    answer(TAKEN.formatted(1), AWAY);
    tocsin.answer(503, "{\"error\":\"Failed to queue event\"}", "Retry-After", "61");

    List<BatchEntry> entries = tocsin.client.publishBatch(List.of(event(1), event(2)));

    assertThat(entries.get(0).accepted()).isNotNull();
    assertThat(entries.get(1).refused()).hasMessage("503 Failed to queue event");
    assertThat(entries.get(1).answer().toString())
        .isEqualTo("{\"status\":503,\"error\":\"Failed to queue event\",\"message\":\"\"}");
  }

  @Test
  void whereNothingIsKnownItFails() {
    tocsin.answer(413, "{\"title\":\"Too large\"}");
    TocsinException failure =
        catchThrowableOfType(
            TocsinException.class, () -> tocsin.client.publishBatch(List.of(event(1))));
    assertThat(failure.status()).isEqualTo(413);

    answer(TAKEN.formatted(1));
    failure =
        catchThrowableOfType(
            TocsinException.class, () -> tocsin.client.publishBatch(List.of(event(1), event(2))));
    assertThat(failure).hasMessageContaining("cannot be read");
  }

  @Test
  void otherFormsKeepTheirIdsAndTheirDigits() throws Exception {
    answer(TAKEN.formatted(1), TAKEN.formatted(2), TAKEN.formatted(3), WRONG);
    tocsin.client.publishBatch(
        List.of(
            MAPPER.readTree("{\"specversion\":\"1.0\",\"type\":\"a\"}"),
            MAPPER.readTree("{\"detail-type\":\"a\",\"detail\":{\"metadata\":{}}}"),
            MAPPER.readTree("{\"detail-type\":\"a\",\"detail\":{\"total\":12345678901234567890}}"),
            "no event"));

    String sent = tocsin.request().getBody().utf8();
    assertThat(sent)
        .startsWith(
            """
            [{"specversion":"1.0","type":"a"},{"detail-type":"a","detail":{"metadata":{}}},\
            {"detail-type":"a","detail":{"total":12345678901234567890},"id":\"""")
        .endsWith(",\"no event\"]");
  }

  @Test
  void asManyAsThereAreAreCutIntoBatchesOf500() throws Exception {
    answers(500);
    answers(500);
    answers(1);

    Stream<BatchResult<NewEvent>> results =
        tocsin.client.publishAll(IntStream.range(0, 1001).mapToObj(BatchTest::event));

    assertThat(tocsin.server.getRequestCount()).isZero();
    List<BatchResult<NewEvent>> all = results.toList();
    assertThat(all).hasSize(1001);
    assertThat(all.get(1000).event().id()).isEqualTo("1000");
    assertThat(List.of(body().size(), body().size(), body().size())).containsExactly(500, 500, 1);
  }

  @Test
  void aBatchIsAtMostOneMebibyte() throws Exception {
    String large = "x".repeat(200 * 1024);
    answers(5);
    answers(2);
    List<NewEvent> events =
        IntStream.range(0, 7).mapToObj(i -> event(i).withDetails(Map.of("text", large))).toList();

    assertThat(tocsin.client.publishAll(events.stream())).hasSize(7);

    RecordedRequest first = tocsin.request();
    assertThat(first.getBody().size()).isLessThanOrEqualTo(1024 * 1024);
    assertThat(MAPPER.readTree(first.getBody().utf8())).hasSize(5);
    assertThat(body()).hasSize(2);
  }

  @Test
  void aBatchMayBeExactlyOneMebibyte() throws Exception {
    int without = MAPPER.writeValueAsString(event(1).withDetails(Map.of("t", ""))).length();
    // Four events, three commas and two brackets; the last event is one byte shorter.
    int each = 1024 * 1024 / 4 - 1 - without;
    List<NewEvent> events = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      String text = "x".repeat(i == 4 ? each - 1 : each);
      events.add(event(i).withDetails(Map.of("t", text)));
    }
    answers(4);

    assertThat(tocsin.client.publishAll(events.stream())).hasSize(4);
    assertThat(tocsin.request().getBody().size()).isEqualTo(1024 * 1024);
  }

  @Test
  void anEventThatIsTooLargeIsNotSentAndSpoilsNoBatch() throws Exception {
    answers(1);
    NewEvent huge = event(1).withDetails(Map.of("t", "ü".repeat(1024 * 1024)));

    List<BatchResult<NewEvent>> results =
        tocsin.client.publishAll(Stream.of(huge, event(2))).toList();

    assertThat(results.get(0).entry().status()).isEqualTo(413);
    assertThat(results.get(1).entry().status()).isEqualTo(202);
    assertThat(body().findValuesAsText("id")).containsExactly("2");
  }

  @Test
  void aPlanMayAskForSmallerBatches() throws Exception {
    answers(2);
    answers(1);
    assertThat(tocsin.client.publishAll(Stream.of(event(1), event(2), event(3)), 2)).hasSize(3);
    assertThat(body()).hasSize(2);

    for (int wrong : new int[] {0, 501}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tocsin.client.publishAll(Stream.of(event(1)), wrong));
    }
  }

  @Test
  void aCancelledBatchIsNotTriedAgain() {
    tocsin.server.enqueue(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<List<BatchEntry>> answer = tocsin.client.publishBatchAsync(List.of(event(1)));
    tocsin.request();

    answer.cancel(true);

    answer(TAKEN.formatted(1));
    tocsin.client.publishBatch(List.of(event(1)));
    assertThat(tocsin.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aCallThatIsKeptHasItsIds() throws Exception {
    ApiCall<BatchAnswer> call = Calls.publishBatch(List.of(NewEvent.of("a", Severity.LOW, "t")));
    answer(TAKEN.formatted(1));
    answer(TAKEN.formatted(1));

    assertThat(tocsin.client.send(call).results().get(0).status()).isEqualTo(202);
    tocsin.client.send(call);
    assertThat(body()).isEqualTo(body());
  }

  private static NewEvent event(int id) {
    return NewEvent.of("a", Severity.LOW, "t").withId(Integer.toString(id));
  }

  private void answer(String... entries) {
    tocsin.answer(200, "{\"results\":[" + String.join(",", entries) + "]}");
  }

  private void answers(int count) {
    answer(IntStream.range(0, count).mapToObj(i -> TAKEN.formatted(i)).toArray(String[]::new));
  }

  private JsonNode body() throws Exception {
    return MAPPER.readTree(tocsin.request().getBody().utf8());
  }
}
