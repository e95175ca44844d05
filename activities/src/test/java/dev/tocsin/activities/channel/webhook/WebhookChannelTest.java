package dev.tocsin.activities.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.HttpChannelContract;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.contract.model.WebhookFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest extends HttpChannelContract {
  @Override
  protected Channel channelOver(OutboundHttp http) {
    return new WebhookChannel(http, "1.2.3");
  }

  @Test
  void postsTheSevenFieldsInTheirOrderWithDetailsAsPublished() throws Exception {
    receiverAccepts();
    deliver(notification().details("{\"b\":1.50,\"a\":12345678901234567890123,\"e\":1E5}"));

    RecordedRequest request = next();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/hooks/s3cr3t-token?key=s3cr3t-token");
    assertThat(request.getBody().utf8())
        .isEqualTo(
            "{\"eventId\":\"evt_01jd8x5q6r7s8t9v0w1x2y3z4a\",\"eventType\":\"deployment\","
                + "\"severity\":\"HIGH\",\"title\":\"Checkout is slow\","
                + "\"details\":{\"b\":1.50,\"a\":12345678901234567890123,\"e\":1E5},"
                + "\"receivedAt\":\"2026-03-01T09:30:00.040Z\","
                + "\"subscriptionId\":\"sub_01jd8x5q6r7s8t9v0w1x2y3z4c\"}");
  }

  @Test
  void sendsItsHeaders() throws Exception {
    receiverAccepts();
    deliver(notification());

    RecordedRequest request = next();
    assertThat(request.getHeaders().values("Content-Type")).containsExactly("application/json");
    assertThat(request.getHeaders().values("X-Event-Type")).containsExactly("deployment");
    assertThat(request.getHeaders().values("X-Event-Id")).containsExactly(Notifications.EVENT_ID);
    assertThat(request.getHeaders().values("webhook-id"))
        .containsExactly(Notifications.DELIVERY_ID);
    assertThat(request.getHeaders().values("User-Agent")).containsExactly("Tocsin/1.2.3");
  }

  @ParameterizedTest
  @EnumSource
  void signsTheVeryBytesThatItSends(WebhookFormat format) throws Exception {
    receiverAccepts();
    Map<String, byte[]> signed = new HashMap<>();
    deliver(
        notification()
            .format(format)
            .headers(Map.of("webhook-signature", "forged"))
            .signer(
                (id, body) -> {
                  signed.put(id, body);
                  return Map.of("webhook-timestamp", "1", "webhook-signature", "v1,abc");
                }));

    RecordedRequest request = next();
    assertThat(signed).containsOnlyKeys(Notifications.DELIVERY_ID);
    assertThat(request.getBody().toByteArray())
        .isEqualTo(signed.get(Notifications.DELIVERY_ID))
        .isNotEmpty();
    assertThat(request.getHeaders().values("webhook-id"))
        .containsExactly(Notifications.DELIVERY_ID);
    assertThat(request.getHeaders().values("webhook-timestamp")).containsExactly("1");
    assertThat(request.getHeaders().values("webhook-signature")).containsExactly("v1,abc");
    assertThat(request.getHeaders().values("X-Event-Id")).containsExactly(Notifications.EVENT_ID);
    assertThat(request.getHeaders().values("Content-Type"))
        .containsExactly(
            format == WebhookFormat.CLOUDEVENTS_STRUCTURED
                ? "application/cloudevents+json"
                : "application/json");
    assertThat(request.getHeaders().values("ce-id"))
        .hasSize(format == WebhookFormat.CLOUDEVENTS_BINARY ? 1 : 0);
  }

  @Test
  void onlyATestIsMarkedAsOne() throws Exception {
    receiverAccepts();
    deliver(notification().test());
    assertThat(next().getHeaders().values("X-Tocsin-Test")).containsExactly("true");
    deliver(notification().headers(Map.of("X-Tocsin-Test", "true")));
    assertThat(next().getHeaders().get("X-Tocsin-Test")).isNull();
  }

  @Test
  void handsOnWhatCorrelates() throws Exception {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    receiverAccepts();
    deliver(
        notification()
            .correlationId("order 42/ü")
            .extensions("{\"traceparent\":\"" + trace + "\",\"tracestate\":\"a=1,b=2\"}"));

    RecordedRequest request = next();
    assertThat(request.getHeaders().values("X-Correlation-Id"))
        .containsExactly("order%2042/%C3%BC");
    assertThat(request.getHeaders().values("traceparent")).containsExactly(trace);
    assertThat(request.getHeaders().values("tracestate")).containsExactly("a=1,b=2");
    assertThat(request.getBody().utf8())
        .endsWith(
            "\"subscriptionId\":\"sub_01jd8x5q6r7s8t9v0w1x2y3z4c\","
                + "\"correlationId\":\"order 42/ü\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"traceparent\":\"00-00000000000000000000000000000000-b7ad6b7169203331-01\"}",
        "{\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01\"}",
        "{\"traceparent\":\"garbage\\r\\nX-Injected: 1\",\"tracestate\":\"a=1\"}",
        "{\"traceparent\":{\"a\":1},\"tracestate\":\"a=1\"}",
        "{\"tracestate\":\"a=1\"}"
      })
  void handsOnNoTraceThatNoTracerCouldRead(String extensions) throws Exception {
    receiverAccepts();
    deliver(notification().extensions(extensions));

    RecordedRequest request = next();
    assertThat(request.getHeaders().names()).doesNotContain("traceparent", "tracestate");
  }

  @Test
  void sendsTheSubscriptionsHeadersButNeverInPlaceOfItsOwn() throws Exception {
    receiverAccepts();
    Map<String, String> own = new HashMap<>();
    own.put("Authorization", "Bearer abc");
    own.put("WEBHOOK-ID", "forged");
    own.put("x-event-type", "forged");
    own.put("Content-Type", "text/plain");
    own.put("Host", "forged.example");
    own.put("Content-Length", "1");
    own.put("Transfer-Encoding", "chunked");
    own.put("X-Bad", "a\r\nX-Injected: 1");
    deliver(notification().headers(own));

    RecordedRequest request = next();
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer abc");
    assertThat(request.getHeaders().values("webhook-id"))
        .containsExactly(Notifications.DELIVERY_ID);
    assertThat(request.getHeaders().values("X-Event-Type")).containsExactly("deployment");
    assertThat(request.getHeaders().values("Content-Type")).containsExactly("application/json");
    assertThat(request.getHeaders().get("Host")).startsWith("127.0.0.1:");
    assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
    assertThat(request.getHeaders().get("X-Bad")).isNull();
    assertThat(request.getHeaders().get("X-Injected")).isNull();
  }

  @Test
  void aFailureReadsAsItAlwaysDid() {
    answer(new MockResponse.Builder().status("HTTP/1.1 503 Service Unavailable").body("busy"));
    assertThat(deliver(notification()))
        .isEqualTo(
            new Outcome.RetryLater(
                "Webhook failed: 503 Service Unavailable", null, new Outcome.Answer(503, "busy")));
  }

  @Test
  void onlyAddressesThatTheGuardAllowsAreReached() {
    receiverAccepts();
    Channel guarded =
        new WebhookChannel(new OutboundHttp(new TargetGuard(PrivateTargets.DENY), Set.of()), "1");
    assertThat(guarded.deliver(notification().build()))
        .isEqualTo(
            new Outcome.Rejected(
                "Webhook failed: target address is not allowed", Outcome.Answer.NONE));
    assertThat(requestCount()).isZero();
  }

  @Test
  void whereIsHostAndPort() {
    assertThat(channel().where("https://Hooks.Example.com/x/y?token=1"))
        .isEqualTo("hooks.example.com");
    assertThat(channel().where("http://hooks.example.com:8080/x"))
        .isEqualTo("hooks.example.com:8080");
    assertThat(channel().where("http://[2001:db8::1]:81/x")).isEqualTo("[2001:db8::1]:81");
  }
}
