package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each call sends, and what it reads, in the answers of docs/api.md. */
class CallsTest {
  private static final String EVENT =
      """
      {"eventId":"evt_1","eventType":"order.shipped","severity":"LOW","title":"On its way",
       "details":{"total":129.90,"big":12345678901234567890},
       "receivedAt":"2026-11-21T12:19:02.831Z","status":"PROCESSED","processedAt":null,
       "workflowId":null,"newInVersion9":{"a":1},
       "deliveries":[{"deliveryId":"dlv_1","subscriptionId":"sub_1","channel":"WEBHOOK",
         "target":"https://hooks.example.com/in","status":"TELEPORTED",
         "nextAttemptAt":"2026-11-21T12:20:08.644Z","attempts":[{"attempt":1,
         "at":"2026-11-21T12:19:02.948Z","durationMs":316,"httpStatus":503,"error":"no"}]}]}""";

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
  void readsAnEventOfANewerServer() {
    tocsin.answer(200, EVENT);

    Event event = tocsin.client.event("evt_1");

    assertThat(event.details().toString())
        .isEqualTo("{\"total\":129.90,\"big\":12345678901234567890}");
    assertThat(event.receivedAt()).isEqualTo(Instant.parse("2026-11-21T12:19:02.831Z"));
    assertThat(event.processedAt()).isNull();
    EventDelivery delivery = event.deliveries().get(0);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.UNKNOWN);
    assertThat(delivery.attempts().get(0).httpStatus()).isEqualTo(503);
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/events/evt_1");
  }

  @Test
  void whatRecordsDoNotShowIsThereAsJson() {
    tocsin.answer(200, EVENT);
    JsonNode event = tocsin.client.send(Calls.event("evt_1").asJson());
    assertThat(event.path("newInVersion9").path("a").asInt()).isEqualTo(1);
  }

  @Test
  void publishesExactlyWhatItIsGiven() throws Exception {
    tocsin.answer(202, "{\"eventId\":\"evt_1\",\"status\":\"accepted\",\"duplicate\":true}");

    Published published =
        tocsin.client.publish(
            NewEvent.of("order.shipped", Severity.LOW, "On its way")
                .withDetails(new ObjectMapper().readTree("{\"total\":1042}"))
                .withId("42"));

    assertThat(published.duplicate()).isTrue();
    RecordedRequest request = tocsin.request();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo("POST /base/events");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo(TestServer.KEY);
    assertThat(request.getBody().utf8())
        .isEqualTo(
            """
            {"eventType":"order.shipped","severity":"LOW","title":"On its way",\
            "details":{"total":1042},"id":"42"}""");
  }

  @Test
  void followsTheCursorOverAllPagesAndKeepsTheFilter() {
    tocsin.answer(
        200, "{\"items\":[{\"deliveryId\":\"a\"},{\"deliveryId\":\"b\"}],\"next\":\"x+/\"}");
    tocsin.answer(200, "{\"items\":[],\"next\":\"y\"}");
    tocsin.answer(200, "{\"items\":[{\"deliveryId\":\"c\"}],\"next\":null}");

    DeliveryQuery query =
        DeliveryQuery.all()
            .withEventType("a&b")
            .withSince(Instant.parse("2026-01-31T12:00:00Z"))
            .withPageSize(2);
    assertThat(tocsin.client.deadLetters(query).map(Delivery::deliveryId))
        .containsExactly("a", "b", "c");

    String filter = "/base/dead-letters?eventType=a%26b&since=2026-01-31T12%3A00%3A00Z&limit=2";
    assertThat(tocsin.request().getTarget()).isEqualTo(filter);
    assertThat(tocsin.request().getTarget()).isEqualTo(filter + "&cursor=x%2B%2F");
    assertThat(tocsin.request().getTarget()).isEqualTo(filter + "&cursor=y");
  }

  @Test
  void fetchesNoPageThatNobodyReads() {
    tocsin.answer(200, "{\"items\":[{\"eventId\":\"a\"},{\"eventId\":\"b\"}],\"next\":\"x\"}");
    assertThat(tocsin.client.events(EventQuery.all()).limit(2)).hasSize(2);
    assertThat(tocsin.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void showsAndRotatesASecretAndTellsItNowhereElse() {
    String answer =
        """
        {"subscriptionId":"sub_1","secret":"whsec_s3cret","publicKey":null,\
        "createdAt":"2026-01-31T12:00:00Z","previousUntil":"2026-02-01T12:00:00Z"}""";
    tocsin.answer(200, answer);
    tocsin.answer(200, answer);
    tocsin.answer(200, answer);

    SubscriptionSecret shown = tocsin.client.secret("sub_1");
    tocsin.client.rotateSecret("sub_1", null);
    tocsin.client.rotateSecret("sub_1", Duration.ofHours(1));

    assertThat(shown.secret()).isEqualTo("whsec_s3cret");
    assertThat(shown.previousUntil()).isEqualTo("2026-02-01T12:00:00Z");
    assertThat(shown.toString()).doesNotContain("s3cret");
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/subscriptions/sub_1/secret");
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/subscriptions/sub_1/secret/rotate");
    assertThat(tocsin.request().getBody().utf8()).isEqualTo("{\"overlapSeconds\":3600}");
  }

  @Test
  void subscribes() {
    tocsin.answer(201, "{\"subscriptionId\":\"sub_1\",\"status\":\"active\",\"message\":\"m\"}");

    NewSubscription wish =
        NewSubscription.toPattern(Map.of("severity", List.of("HIGH")), "WEBHOOK", "https://a.b/c")
            .withRetry(RetrySchedule.ofSeconds(List.of(5, 60)))
            .withHeaders(Map.of("Authorization", "s3cret"));
    assertThat(tocsin.client.subscribe(wish).subscriptionId()).isEqualTo("sub_1");

    assertThat(tocsin.request().getBody().utf8())
        .isEqualTo(
            """
            {"channel":"WEBHOOK","target":"https://a.b/c","pattern":{"severity":["HIGH"]},\
            "retry":{"delaysSeconds":[5,60],"jitter":0.2},"headers":{"Authorization":"s3cret"}}""");
    assertThat(wish.toString()).doesNotContain("s3cret");
  }

  @Test
  void changesWhatIsNamedAndTakesAwayWhatIsNull() {
    String answer =
        """
        {"subscriptionId":"sub_1","channel":"EMAIL","target":"a@b","pattern":null,"active":false}""";
    tocsin.answer(200, answer);
    tocsin.answer(200, answer);

    SubscriptionChange change =
        SubscriptionChange.none().target("a@b").without("pattern").headers(Map.of("k", "s3cret"));
    Subscription changed = tocsin.client.change("sub_1", change);
    tocsin.client.pause("sub_1");

    assertThat(changed.pattern()).isNull();
    assertThat(changed.headers()).isEmpty();
    assertThat(change.toString()).doesNotContain("s3cret");
    RecordedRequest request = tocsin.request();
    assertThat(request.getMethod()).isEqualTo("PATCH");
    assertThat(request.getBody().utf8())
        .isEqualTo("{\"target\":\"a@b\",\"pattern\":null,\"headers\":{\"k\":\"s3cret\"}}");
    assertThat(tocsin.request().getBody().utf8()).isEqualTo("{\"active\":false}");
  }

  @Test
  void deletesAndTestsPatternsAndGivesOrders() {
    tocsin.answer(204, "");
    tocsin.client.delete("sub_1");
    assertThat(tocsin.request().getMethod()).isEqualTo("DELETE");

    tocsin.answer(200, "{\"matches\":true}");
    NewEvent event = NewEvent.of("t", Severity.HIGH, "t");
    assertThat(tocsin.client.testPattern(Map.of("severity", List.of("HIGH")), event)).isTrue();
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/patterns/test");

    tocsin.answer(202, "{\"deliveryId\":\"dlv_1\",\"status\":\"PENDING\",\"message\":\"m\"}");
    assertThat(tocsin.client.redrive("dlv_1").status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/deliveries/dlv_1/redrive");
  }

  @Test
  void aTestNotificationIsSentOnceAndItsOutcomeRead() throws Exception {
    tocsin.answer(
        200, "{\"outcome\":\"rejected\",\"httpStatus\":410,\"error\":\"gone\",\"durationMs\":87}");
    assertThat(tocsin.client.testSubscription("sub_1"))
        .isEqualTo(new TestOutcome("rejected", 410, "gone", 87));
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/subscriptions/sub_1/test");
  }

  @Test
  void anIdCannotLeaveItsPlaceInThePath() {
    tocsin.answer(404, "{}");
    assertThatExceptionOfType(TocsinException.class)
        .isThrownBy(() -> tocsin.client.event("../a/b?c"));
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/events/..%2Fa%2Fb%3Fc");
  }
}
