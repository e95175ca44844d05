package dev.tocsin.api.event;

import static dev.tocsin.api.event.Sent.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.envelope.CloudEventForm;
import dev.tocsin.api.event.envelope.CloudEventHeaders;
import dev.tocsin.api.event.envelope.ContentMode;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents 1.0 as JSON and as headers, and what is wrong with them. */
class CloudEventFormTest {
  private static String event(String more) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"T\"" + more + "}";
  }

  @Test
  void structuredEventsBecomeTheCanonicalOne() {
    Event event =
        Sent.event(
            event(
                ",\"time\":\"2026-01-02T03:04:05.5+01:00\",\"subject\":\"s\",\"severity\":\"low\","
                    + "\"title\":\"A title\",\"correlationid\":\"c\",\"domain\":\"d\","
                    + "\"schemaversion\":3,\"dataschema\":\"https://x.example/y\",\"gone\":null,"
                    + "\"flag\":true,\"number\":-7,\"text\":\"ü\","
                    + "\"datacontenttype\":\"Application/JSON; charset=utf-8\","
                    + "\"data\":{\"z\":1.50,\"a\":[1e2]}"));
    assertThat(event.eventId()).isEqualTo(Identity.eventId("default", "/s", "1"));
    assertThat(event.source()).isEqualTo("/s");
    assertThat(event.type()).isEqualTo("T");
    assertThat(event.eventType()).isEqualTo("t");
    assertThat(event.severity()).isEqualTo(Severity.LOW);
    assertThat(event.title()).isEqualTo("A title");
    assertThat(event.time()).isEqualTo("2026-01-02T02:04:05.500Z");
    assertThat(event.correlationId()).isEqualTo("c");
    assertThat(event.schemaVersion()).isEqualTo("3");
    assertThat(event.details().text()).isEqualTo("{\"z\":1.50,\"a\":[1e2]}");
    assertThat(event.extensions().text())
        .isEqualTo(
            "{\"subject\":\"s\",\"dataschema\":\"https://x.example/y\",\"domain\":\"d\","
                + "\"flag\":true,\"number\":-7,\"text\":\"ü\"}");
    assertThat(EventPattern.matches(pattern("subject", "s"), EventPattern.documentOf(event)))
        .isTrue();
  }

  @Test
  void anExtensionReplacesNoFieldOfTheDocument() {
    Event event = Sent.event(event(",\"detail\":\"x\",\"data\":{\"a\":1}"));
    assertThat(EventPattern.matches("{\"detail\":{\"a\":[1]}}", EventPattern.documentOf(event)))
        .isTrue();
  }

  private static String pattern(String field, String value) {
    return "{\"" + field + "\":[\"" + value + "\"]}";
  }

  @Test
  void needsLittle() {
    Event event = Sent.event(event(""));
    assertThat(event.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(event.title()).isEqualTo("T");
    assertThat(event.details().text()).isEqualTo("{}");
    assertThat(event.extensions().text()).isEqualTo("{}");
    assertThat(event.correlationId()).isEqualTo(event.eventId());
    assertThat(event.time()).isEqualTo(event.receivedAt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"data\":[1,2.0] ~ {\"data\":[1,2.0]}",
        "\"data\":\"text\" ~ {\"data\":\"text\"}",
        "\"data\":7 ~ {\"data\":7}",
        "\"data\":false ~ {\"data\":false}",
        "\"data\":null ~ {}",
        "\"data_base64\":\"eyJhIjoxLjUwfQ==\" ~ {\"a\":1.50}",
        "\"data_base64\":\"WzFd\",\"datacontenttype\":\"application/x+json\" ~ {\"data\":[1]}",
        "\"datacontenttype\":\"text/plain\" ~ {}",
      })
  void dataThatIsNoObjectIsWrapped(String data, String details) {
    assertThat(Sent.event(event("," + data)).details().text()).isEqualTo(details);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'specversion':'0.3','id':'1','source':'/s','type':'T'} ~ specversion must be 1.0",
        "{'specversion':1.0,'id':'1','source':'/s','type':'T'} ~ specversion must be 1.0",
        "{'specversion':'1.0','source':'/s','type':'T'} ~ id is required and must be a string",
        "{'specversion':'1.0','id':'','source':'/s','type':'T'} ~ id is required and must be a string",
        "{'specversion':'1.0','id':7,'source':'/s','type':'T'} ~ id is required and must be a string",
        "{'specversion':'1.0','id':'1','type':'T'} ~ source is required and must be a string",
        "{'specversion':'1.0','id':'1','source':'a b','type':'T'} ~ source must be a URI reference",
        "{'specversion':'1.0','id':'1','source':'/s'} ~ type is required and must be a string",
      })
  void namesTheAttributeThatIsMissing(String json, String fault) {
    Sent.faultsOf(json.replace('\'', '"')).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "'time':'now' ~ time must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "'time':'+99999-01-01T00:00:00Z' ~ time must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "'severity':'x' ~ severity must be one of: LOW, MEDIUM, HIGH, CRITICAL",
        "'severity':7 ~ severity must be one of: LOW, MEDIUM, HIGH, CRITICAL",
        "'title':'' ~ title must be a string that is not empty if provided",
        "'correlationid':'' ~ correlationid must be a string of 1 to 255 characters if provided",
        "'domain':7 ~ domain must be a string of 1 to 255 characters if provided",
        "'schemaversion':true ~ schemaversion must be a string of 1 to 255 characters if provided",
        "'subject':7 ~ subject must be a string that is not empty if provided",
        "'dataschema':'a b' ~ dataschema must be a URI reference",
        "'x':{} ~ x must be a string, true, false or a whole number of 32 bits",
        "'x':[] ~ x must be a string, true, false or a whole number of 32 bits",
        "'x':1.5 ~ x must be a string, true, false or a whole number of 32 bits",
        "'x':1e2 ~ x must be a string, true, false or a whole number of 32 bits",
        "'x':2147483648 ~ x must be a string, true, false or a whole number of 32 bits",
        "'Upper':'x' ~ Upper is not the name of an attribute: lower-case letters and digits, and not data",
        "'':'x' ~ ` is not the name of an attribute: lower-case letters and digits, and not data`",
        "'x':'\\u0000' ~ x must not contain the NUL character",
        "'data':{'a':'\\ud800'} ~ data must not contain half of a surrogate pair",
        "'data':{},'datacontenttype':'text/xml' ~ datacontenttype must be a JSON media type, as the data must be JSON: application/json",
        "'data':'<a/>','datacontenttype':'application/xml' ~ datacontenttype must be a JSON media type, as the data must be JSON: application/json",
        "'data':{},'data_base64':'e30=' ~ data and data_base64 must not both be provided",
        "'data_base64':7 ~ data_base64 must be a string that is not empty if provided",
        "'data_base64':'AAAA' ~ data_base64 must be JSON in UTF-8, encoded in Base64",
        "'data_base64':'IlwwIg==' ~ data_base64 must be JSON in UTF-8, encoded in Base64",
        "'data_base64':'eyJhIjoiXHUwMDAwIn0=' ~ data_base64 must not contain the NUL character",
        "'data_base64':'?!' ~ the event is not a CloudEvent of version 1.0",
      })
  void namesTheAttributeThatIsWrong(String attribute, String fault) {
    Sent.faultsOf(event("," + attribute.replace('\'', '"'))).containsExactly(fault);
  }

  @Test
  void dataIsNestedAsDeepInEveryMode() {
    String deepest = "[".repeat(63) + "]".repeat(63);
    String tooDeep = "[" + deepest + "]";
    String fault = " must not make the body nest deeper than 64 levels";
    Sent.event(event(",\"data\":" + deepest));
    Sent.faultsOf(event(",\"data\":" + tooDeep)).containsExactly("data" + fault);
    assertThat(binary(Map.of(), null, deepest).details().text()).hasSize(8 + 1 + 2 * 63);
    binaryFaults(Map.of(), null, tooDeep).containsExactly("data" + fault);
  }

  @Test
  void namesAreOf255Characters() {
    String longest = "n".repeat(255);
    Sent.event(
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\"}"
            .formatted(longest, longest, longest));
    Sent.faultsOf(
            "{\"specversion\":\"1.0\",\"id\":\"%sx\",\"source\":\"%sx\",\"type\":\"%sx\"}"
                .formatted(longest, longest, longest))
        .containsExactly(
            "id must have at most 255 characters",
            "source must have at most 255 characters",
            "type must have at most 255 characters");
  }

  private static final Map<String, String> REQUIRED =
      Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "T");

  private static Event binary(Map<String, String> more, @Nullable String contentType, String body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    REQUIRED.forEach((name, value) -> headers.put(name, List.of(value)));
    more.forEach((name, value) -> headers.put(name, List.of(value.split("\\|"))));
    return CloudEventForm.binary(
            CloudEventHeaders.among(headers), contentType, body.getBytes(UTF_8))
        .received(Sent.reception("default", NOW));
  }

  private static org.assertj.core.api.ListAssert<Object> binaryFaults(
      Map<String, String> more, @Nullable String contentType, String body) {
    InvalidRequestException refused =
        catchThrowableOfType(InvalidRequestException.class, () -> binary(more, contentType, body));
    assertThat(refused).isNotNull();
    return assertThat(List.copyOf((List<?>) refused.body().get("details")));
  }

  @Test
  void aBinaryEventIsTheSameAsAStructuredOne() {
    Event event =
        binary(
            Map.of(
                "CE-Severity", "HIGH", "ce-title", "Gr%C3%BC%C3%9Fe%20%F0%9F%98%80", "ce-x", "1"),
            "application/json; charset=UTF-8",
            "{\"a\":1.50}");
    assertThat(event.title()).isEqualTo("Grüße 😀");
    assertThat(event)
        .isEqualTo(
            Sent.event(
                event(
                    ",\"severity\":\"HIGH\",\"title\":\"Grüße 😀\",\"x\":\"1\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{\"a\":1.50}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "Euro%20%E2%82%AC ~ Euro €",
        "plain text ~ plain text",
        "\"quoted \\\" text\" ~ quoted \" text",
        "\"%41\" ~ A",
        "%2541 ~ %41",
        "100% ~ 100%",
        "50%zz ~ 50%zz",
        "%c3%a4 ~ ä",
        "\" ~ \"",
      })
  void aHeaderIsDecodedOnce(String header, String title) {
    assertThat(binary(Map.of("ce-title", header), null, "").title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "ce-title ~ %C3%28 ~ ce-title must be printable ASCII, and percent-encoded UTF-8 beyond it",
        "ce-title ~ %ED%A0%80 ~ ce-title must be printable ASCII, and percent-encoded UTF-8 beyond it",
        "ce-title ~ ü ~ ce-title must be printable ASCII, and percent-encoded UTF-8 beyond it",
        "ce-title ~ a%00b ~ ce-title must not contain the NUL character",
        "ce-title ~ a|b ~ ce-title must be sent once",
        "ce-x-y ~ a ~ ce-x-y is not the name of an attribute: lower-case letters and digits, and not data",
        "ce-data ~ a ~ ce-data is not the name of an attribute: lower-case letters and digits, and not data",
        "ce-specversion ~ 2 ~ ce-specversion must be 1.0",
        "ce-time ~ 5 ~ ce-time must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "ce-source ~ %20 ~ ce-source must be a URI reference",
      })
  void namesTheHeaderThatIsWrong(String name, String value, String fault) {
    binaryFaults(Map.of(name, value), null, "{}").containsExactly(fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense", "json"})
  void binaryDataMustBeJson(String type) {
    binaryFaults(Map.of(), type, "{}")
        .containsExactly(
            "Content-Type must be a JSON media type, as the data must be JSON: application/json");
    assertThat(binary(Map.of(), type, "").details().text()).isEqualTo("{}");
    assertThatThrownBy(() -> binary(Map.of(), null, "<a/>"))
        .isInstanceOf(InvalidJsonException.class);
    assertThatThrownBy(() -> binary(Map.of(), null, "1,2"))
        .isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "application/cloudevents+json,STRUCTURED",
    "Application/CloudEvents+JSON; charset=UTF-8,STRUCTURED",
    "application/cloudevents-batch+json;x=y,BATCH",
    "application/json,BY_FIELDS",
    "nonsense,BY_FIELDS",
    ",BY_FIELDS"
  })
  void theContentTypeTellsTheMode(@Nullable String contentType, ContentMode mode) {
    CloudEventHeaders none = CloudEventHeaders.among(Map.of("ce-other", List.of("x")));
    assertThat(ContentMode.of(contentType, none)).isEqualTo(mode);
    CloudEventHeaders some = CloudEventHeaders.among(Map.of("Ce-Id", List.of("x")));
    assertThat(ContentMode.of(contentType, some))
        .isEqualTo(mode == ContentMode.BY_FIELDS ? ContentMode.BINARY : mode);
  }

  @Test
  void otherFormatsOfCloudEventsAreRefused() {
    assertThatThrownBy(
            () -> ContentMode.of("application/cloudevents+xml", CloudEventHeaders.among(Map.of())))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("application/cloudevents+json");
  }
}
