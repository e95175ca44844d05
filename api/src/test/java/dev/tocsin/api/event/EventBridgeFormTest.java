package dev.tocsin.api.event;

import static dev.tocsin.api.event.Sent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in EventBridge's form, and domain envelopes inside of them. */
class EventBridgeFormTest {
  private static final String ID = "6A7c2e52-4c1e-4f0b-9d0a-3c5b8e0f9a11";
  private static final String CORRELATION = "0f0e7d1c-6a1f-4d5e-8a52-b7c1f0a4d9e3";
  private static final String DETAIL =
      """
      {"metadata":{"version":2,"created":"2026-01-01T01:00:00.1234567+01:00",\
      "correlationId":"%s","domain":"orders","source":"shop","type":"Order.Paid","id":"%s"},\
      "data":{"total":1.50}}"""
          .formatted(CORRELATION, ID);

  private static String bridge(String more) {
    return "{\"source\":\"shop\",\"detail-type\":\"Order.Paid\"" + more + "}";
  }

  private static String domain(String more) {
    return bridge(",\"detail\":" + DETAIL + more);
  }

  @Test
  void readsWhatItNames() {
    Event event =
        Sent.event(
            bridge(
                ",\"id\":\"7\",\"time\":\"2026-01-02T03:04:05Z\",\"severity\":\"high\","
                    + "\"title\":\"Paid\",\"correlationId\":\"c\",\"detail\":{\"n\":1.50,\"a\":[]},"
                    + "\"region\":\"r\",\"custom\":{\"x\":1e2},\"replay-name\":\"r\""));
    assertThat(event.eventId()).isEqualTo(Identity.eventId("default", "shop", "7"));
    assertThat(event.severity()).isEqualTo(Severity.HIGH);
    assertThat(event.title()).isEqualTo("Paid");
    assertThat(event.time()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(event.receivedAt()).isEqualTo("2026-01-31T12:00:00.123Z");
    assertThat(event.correlationId()).isEqualTo("c");
    assertThat(event.details().text()).isEqualTo("{\"n\":1.50,\"a\":[]}");
    assertThat(event.extensions().text()).isEqualTo("{\"region\":\"r\",\"custom\":{\"x\":1e2}}");
  }

  @Test
  void needsLittle() {
    Event event = Sent.event(bridge(""));
    assertThat(event.eventId()).isNotEqualTo(Sent.event(bridge("")).eventId());
    assertThat(event.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(event.title()).isEqualTo("Order.Paid");
    assertThat(event.details().text()).isEqualTo("{}");
    assertThat(event.time()).isEqualTo(event.receivedAt());
    assertThat(event.correlationId()).isEqualTo(event.eventId());
  }

  @Test
  void takesTheIdempotencyKeyWhereItHasNoId() {
    var body = dev.tocsin.api.http.JsonBody.parse(bridge("").getBytes());
    assertThat(EventForms.read(body, "k", Sent.reception("default", NOW)).eventId())
        .isEqualTo(Identity.eventId("default", "shop", "k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'detail-type':'t'} ~ source is required and must be a string",
        "{'detail-type':7,'source':'s'} ~ detail-type is required and must be a string",
        "{'detail-type':null,'source':'s'} ~ detail-type is required and must be a string",
        "{'detail-type':'t','source':'s','id':7} ~ id must be a string of 1 to 255 characters if provided",
        "{'detail-type':'t','source':'s','severity':'loud'} ~ severity must be one of: LOW, MEDIUM, HIGH, CRITICAL",
        "{'detail-type':'t','source':'s','title':''} ~ title must be a string that is not empty if provided",
        "{'detail-type':'t','source':'s','detail':[]} ~ detail must be an object if provided",
        "{'detail-type':'t','source':'s','time':'2026-01-31'} ~ time must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "{'detail-type':'t','source':'s','time':'+12026-01-31T00:00:00Z'} ~ time must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "{'detail-type':'t','source':'s','resources':['\\u0000']} ~ resources must not contain the NUL character",
        "{'detail-type':'t','source':'s','a\\u0000b':1} ~ a?b must not contain the NUL character",
        "{'detail-type':'t','source':'s','\\ud800':1} ~ ? must not contain half of a surrogate pair",
        "{'detail-type':'t','source':'s','x':1e999} ~ x must not contain a number beyond ±1e308",
      })
  void namesTheFieldThatIsWrong(String json, String fault) {
    Sent.faultsOf(json.replace('\'', '"')).containsExactly(fault);
  }

  @Test
  void aDomainEnvelopeIsKnownByItsMetadata() {
    Event event = Sent.event(domain(",\"id\":\"outer\",\"time\":\"2026-01-30T00:00:00Z\""));
    assertThat(event.eventId())
        .isEqualTo(Identity.eventId("default", "shop", ID.toLowerCase(java.util.Locale.ROOT)));
    assertThat(event.correlationId()).isEqualTo(CORRELATION);
    assertThat(event.schemaVersion()).isEqualTo("2");
    assertThat(event.time()).isEqualTo("2026-01-01T00:00:00.123456Z");
    assertThat(event.extensions().text()).isEqualTo("{\"domain\":\"orders\"}");
    assertThat(event.details().text()).isEqualTo(DETAIL);
    assertThat(
            EventPattern.matches(
                "{\"domain\":[\"orders\"],\"detail\":{\"metadata\":{\"version\":[2]},"
                    + "\"data\":{\"total\":[1.5]}}}",
                EventPattern.documentOf(event)))
        .isTrue();
  }

  @Test
  void aDomainEventThatEventBridgeIsGivenTwiceIsTheSame() {
    Event first = Sent.event(domain(",\"id\":\"1\",\"time\":\"2026-01-30T00:00:00Z\""));
    Event again = Sent.event(domain(",\"id\":\"2\",\"time\":\"2026-01-30T00:00:09Z\""));
    assertThat(again.eventId()).isEqualTo(first.eventId());
    assertThat(ContentHash.of(again)).isEqualTo(ContentHash.of(first));
  }

  @Test
  void aDomainEnvelopeNeedsNoOuterSource() {
    String sent = "{\"detail-type\":\"Order.Paid\",\"detail\":" + DETAIL + "}";
    assertThat(Sent.event(sent)).isEqualTo(Sent.event(domain("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "\"version\":2 ~ \"version\":0 ~ detail.metadata.version must be a positive integer",
        "\"version\":2 ~ \"version\":1.5 ~ detail.metadata.version must be a positive integer",
        "\"version\":2 ~ \"version\":-1 ~ detail.metadata.version must be a positive integer",
        "\"version\":2 ~ \"version\":\"2\" ~ detail.metadata.version must be a positive integer",
        "\"version\":2 ~ \"version\":1e300 ~ detail.metadata.version must be a positive integer",
        "\"version\":2, ~ `` ~ detail.metadata.version must be a positive integer",
        "2026-01-01T01:00:00.1234567+01:00 ~ yesterday ~ detail.metadata.created must be an ISO 8601 time with an offset, for instance 2026-01-31T12:00:00Z",
        "0f0e7d1c- ~ 0f0e7d1- ~ detail.metadata.correlationId must be a UUID",
        "6A7c2e52- ~ zA7c2e52- ~ detail.metadata.id must be a UUID",
        "\"domain\":\"orders\" ~ \"domain\":\"\" ~ detail.metadata.domain is required and must be a string",
        "\"source\":\"shop\",\"type\" ~ \"source\":null,\"type\" ~ detail.metadata.source is required and must be a string",
        "\"type\":\"Order.Paid\" ~ \"type\":7 ~ detail.metadata.type is required and must be a string",
        "\"data\":{\"total\":1.50} ~ \"data\":[] ~ detail.data is required and must be an object",
        ",\"data\":{\"total\":1.50} ~ `` ~ detail.data is required and must be an object",
      })
  void namesTheFieldOfTheMetadataThatIsWrong(String right, String wrong, String fault) {
    assertThat(DETAIL).contains(right);
    Sent.faultsOf(bridge(",\"detail\":" + DETAIL.replace(right, wrong))).containsExactly(fault);
  }

  @Test
  void metadataThatIsNoObjectLacksEverything() {
    Sent.faultsOf(bridge(",\"detail\":{\"metadata\":7,\"data\":{}}"))
        .hasSize(8)
        .contains("detail.metadata must be an object", "detail.metadata.id must be a UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"source\":\"aws.x\",\"detail-type\":\"t\",\"detail\":{\"metadata\":{},\"data\":1}}",
        "{\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{\"metadata\":{},\"other\":1}}",
        "{\"source\":\"s\",\"detail-type\":\"t\",\"detail\":{\"data\":{}}}"
      })
  void whatIsNoDomainEnvelopeIsTakenAsItIs(String json) {
    assertThat(Sent.event(json).schemaVersion()).isNull();
  }

  @Test
  void theContentIsAllThatTheEnvelopeSays() {
    byte[] hash = ContentHash.of(Sent.event(bridge(",\"id\":\"1\",\"account\":\"a\"")));
    assertThat(ContentHash.of(Sent.event(bridge(",\"account\":\"a\",\"id\":\"1\""))))
        .isEqualTo(hash);
    for (String other :
        new String[] {
          ",\"id\":\"1\",\"account\":\"b\"",
          ",\"id\":\"1\"",
          ",\"id\":\"1\",\"account\":\"a\",\"time\":\"2026-01-30T00:00:00Z\"",
          ",\"id\":\"1\",\"account\":\"a\",\"correlationId\":\"c\"",
          ",\"id\":\"1\",\"account\":\"a\",\"severity\":\"LOW\""
        }) {
      assertThat(ContentHash.of(Sent.event(bridge(other)))).isNotEqualTo(hash);
    }
  }

  /** Were the two the same, the time would count as not given, and a repeat as another event. */
  @Test
  void aTimeThatIsTheTimeOfReceiptIsToldFromNone() {
    String sent = bridge(",\"id\":\"1\",\"time\":\"2026-01-31T12:00:00.123Z\"");
    assertThat(ContentHash.of(Sent.event(sent, NOW)))
        .isEqualTo(ContentHash.of(Sent.event(sent, NOW.plusSeconds(9))));
  }

  @Test
  void theSimpleFormGoesBeforeAllOthers() {
    Event event =
        Sent.event(
            "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\",\"detail-type\":7,"
                + "\"specversion\":\"9\",\"source\":\"s\"}");
    assertThat(event.source()).isEmpty();
    assertThat(event.extensions().text()).isEqualTo("{}");
  }
}
