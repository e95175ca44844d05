package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi.Answer;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents over HTTP, with their SDK as the client. */
class CloudEventsIT extends EnvelopesRig {
  private static Answer structured(CloudEvent event, String contentType) {
    return api.send(
        api.request(key, "/events")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(FORMAT.serialize(event)))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "APPLICATION/CloudEvents+JSON",
        "application/json"
      })
  void takesStructuredEventsOfTheSdk(String contentType) {
    CloudEvent sent = cloudEvent().build();
    isWhatWasSent(shown(structured(sent, contentType)), sent);
    assertThat(structured(sent, contentType).body().get("duplicate").asBoolean()).isTrue();
  }

  @Test
  void takesBinaryEventsOfTheSdk() {
    CloudEvent sent = cloudEvent().build();
    Answer accepted = binary(sent);
    isWhatWasSent(shown(accepted), sent);
    String path = "/events/" + accepted.body().get("eventId").asText();
    assertThat(api.get(key, path).raw().body())
        .contains("\"details\":{\"total\":129.90,\"items\":[1e2]},");
    assertThat(binary(sent).body().get("duplicate").asBoolean()).isTrue();
    assertThat(structured(sent, "application/cloudevents+json").body().has("duplicate")).isTrue();
    CloudEvent other = CloudEventBuilder.v1(sent).withExtension("domain", "other").build();
    assertThat(binary(other).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.9999999-18:00,1970-01-01T17:59:59.999Z"
  })
  void keepsTimesFromTheFirstToTheLastYear(String time, String shown) {
    CloudEvent sent = cloudEvent().withTime(OffsetDateTime.parse(time)).build();
    Answer accepted = binary(sent);
    assertThat(shown(accepted).get("time").asText()).isEqualTo(shown);
    assertThat(binary(sent).body().get("duplicate").asBoolean()).isTrue();
  }

  @Test
  void takesEventsWithoutData() {
    CloudEvent sent = cloudEvent().withoutData().withoutDataContentType().build();
    assertThat(shown(binary(sent)).get("details")).isEmpty();
    assertThat(structured(sent, "application/cloudevents+json").body().has("duplicate")).isTrue();
  }

  @Test
  void decodesWhatAHeaderCannotCarry() {
    Answer accepted =
        api.send(
            api.request(key, "/events")
                .header("CE-SpecVersion", "1.0")
                .header("ce-ID", UUID.randomUUID().toString())
                .header("ce-source", "urn:a")
                .header("ce-type", "t")
                .header("ce-title", "Euro%20%E2%82%AC%20%F0%9F%98%80")
                .POST(BodyPublishers.ofString("[7]"))
                .build());
    JsonNode shown = shown(accepted);
    assertThat(shown.get("title").asText()).isEqualTo("Euro € 😀");
    assertThat(shown.get("details").toString()).isEqualTo("{\"data\":[7]}");
    assertThat(shown.get("severity").asText()).isEqualTo("MEDIUM");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ce-specversion: 1.0|ce-id is required and must be a string",
        "ce-id: 1|ce-specversion must be 1.0",
        "Content-Type: application/cloudevents+xml|Content-Type: of the formats of CloudEvents",
        "Content-Type: application/cloudevents-batch+json|POST /events/batch takes a batch",
        "Content-Type: application/cloudevents+json|specversion must be 1.0",
      })
  void saysWhatIsWrongWithTheHeaders(String header, String fault) {
    String[] parts = header.split(": ");
    Answer answer =
        api.send(
            api.request(key, "/events")
                .header(parts[0], parts[1])
                .POST(BodyPublishers.ofString("{\"eventType\":\"a\"}"))
                .build());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("error").asText()).isEqualTo("Validation failed");
    assertThat(answer.body().get("details").get(0).asText()).contains(fault);
  }

  /** Clients that do not encode send bytes, which Jetty takes for one character set or another. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
  void refusesHeadersThatAreNotEncoded(String charset) throws IOException {
    String request =
        """
        POST /events HTTP/1.1\r
        Host: x\r
        x-api-key: %s\r
        ce-specversion: 1.0\r
        ce-id: 1\r
        ce-source: /s\r
        ce-type: t\r
        ce-title: Grüße\r
        Connection: close\r
        \r
        """
            .formatted(key.text());
    try (Socket socket = new Socket("localhost", api.port())) {
      socket.getOutputStream().write(request.getBytes(charset));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 400")
          .contains("ce-title must be printable ASCII, and percent-encoded UTF-8 beyond it");
    }
  }
}
