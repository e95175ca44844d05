package dev.tocsin.activities.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.contract.model.WebhookFormat;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An event as a CloudEvent, read by the SDK as a receiver does it. */
class CloudEventMessageTest {
  private static final String DETAILS = "{\"b\":1.50,\"a\":12345678901234567890123,\"e\":1E5}";

  private static Notifications notification() {
    return Notifications.to("WEBHOOK", "https://hooks.example.com/in").details(DETAILS);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOUDEVENTS_STRUCTURED", "CLOUDEVENTS_BINARY"})
  void carriesWhatTheEventSays(WebhookFormat format) {
    CloudEvent event =
        read(
            notification()
                .format(format)
                .source("/shop/orders")
                .title("Störung \"100%\"\nnow")
                .correlationId("order 42/ü")
                .extensions(
                    "{\"subject\":\"1042\",\"dataschema\":\"https://x.example/s\",\"domain\":"
                        + "\"orders\",\"sampled\":true,\"partition\":7}"));

    assertThat(event.getId()).isEqualTo(Notifications.EVENT_ID);
    assertThat(event.getSource()).hasToString("/shop/orders");
    assertThat(event.getType()).isEqualTo("Deployment");
    assertThat(event.getTime()).isEqualTo("2026-03-01T09:30:00.040Z");
    assertThat(event.getSubject()).isEqualTo("1042");
    assertThat(event.getDataSchema()).hasToString("https://x.example/s");
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getExtension("severity")).isEqualTo("HIGH");
    assertThat(event.getExtension("title")).isEqualTo("Störung \"100%\" now");
    assertThat(event.getExtension("correlationid")).isEqualTo("order 42/ü");
    assertThat(event.getExtension("subscriptionid")).isEqualTo(Notifications.SUBSCRIPTION_ID);
    assertThat(event.getExtension("domain")).isEqualTo("orders");
    assertThat(String.valueOf(event.getExtension("sampled"))).isEqualTo("true");
    assertThat(String.valueOf(event.getExtension("partition"))).isEqualTo("7");
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(body(notification().format(WebhookFormat.CLOUDEVENTS_BINARY))).isEqualTo(DETAILS);
    assertThat(body(notification().format(WebhookFormat.CLOUDEVENTS_STRUCTURED)))
        .contains("\"data\":" + DETAILS);
  }

  @Test
  void headersArePercentEncodedAsTheBindingDemands() {
    WebhookMessage message =
        WebhookMessage.of(
            notification()
                .format(WebhookFormat.CLOUDEVENTS_BINARY)
                .title("Euro € \"100%\" 😀")
                .build());

    assertThat(message.contentType()).isEqualTo("application/json");
    assertThat(message.headers())
        .containsEntry("ce-specversion", "1.0")
        .containsEntry("ce-title", "Euro%20%E2%82%AC%20%22100%25%22%20%F0%9F%98%80");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOUDEVENTS_STRUCTURED", "CLOUDEVENTS_BINARY"})
  void leavesOutWhatNoCloudEventCanCarry(WebhookFormat format) {
    CloudEvent event =
        read(
            notification()
                .format(format)
                .extensions(
                    "{\"resources\":[\"a\"],\"object\":{},\"detail-type\":\"x\",\"n\":1.5,"
                        + "\"big\":99999999999,\"id\":\"forged\",\"data\":\"forged\",\"severity\":"
                        + "\"forged\",\"dataschema\":\"not a URI\",\"none\":null}"));

    assertThat(event.getExtensionNames())
        .containsExactlyInAnyOrder("severity", "title", "subscriptionid");
    assertThat(event.getId()).isEqualTo(Notifications.EVENT_ID);
    assertThat(event.getDataSchema()).isNull();
    assertThat(event.getExtension("severity")).isEqualTo("HIGH");
  }

  @ParameterizedTest
  @CsvSource({"'', /tocsin", "shop orders ü, shop%20orders%20%C3%BC", "aws.s3, aws.s3"})
  void theSourceIsAReferenceWhateverItWas(String source, String reference) {
    CloudEvent event =
        read(notification().format(WebhookFormat.CLOUDEVENTS_STRUCTURED).source(source));
    assertThat(event.getSource()).hasToString(reference);
  }

  @Test
  void aStructuredOneIsOneJsonObject() throws Exception {
    WebhookMessage message =
        WebhookMessage.of(notification().format(WebhookFormat.CLOUDEVENTS_STRUCTURED).build());
    assertThat(message.contentType()).isEqualTo("application/cloudevents+json");
    assertThat(message.headers()).isEmpty();
    assertThat(new ObjectMapper().readTree(message.body()).path("specversion").asText())
        .isEqualTo("1.0");
  }

  private static String body(Notifications notification) {
    return new String(WebhookMessage.of(notification.build()).body(), UTF_8);
  }

  private static CloudEvent read(Notifications notification) {
    WebhookMessage message = WebhookMessage.of(notification.build());
    if (message.headers().isEmpty()) {
      return new JsonFormat().deserialize(message.body());
    }
    Map<String, String> headers = new HashMap<>();
    message.headers().forEach((name, value) -> headers.put(name, URLDecoder.decode(value, UTF_8)));
    headers.put("Content-Type", message.contentType());
    return HttpMessageFactory.createReader(headers, message.body()).toEvent();
  }
}
