package dev.tocsin.activities.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event patterns as AWS documents them, faults in words for their author, and hostile ones. */
class EventPatternTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String ORDER =
      document(
          "Order.Paid",
          """
          {"total":120.5,"state":"open","ip":"10.1.2.3","file":"a.png","empty":null,"ok":true,
           "items":[{"sku":"A","n":1},{"sku":"B","n":2}],"tags":["new","big"]}""");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'detail-type':['Order.Paid']} ~ true",
        "{'detail-type':['order.paid']} ~ false",
        "{'detail-type':[{'equals-ignore-case':'ORDER.paid'}]} ~ true",
        "{'detail-type':['x','Order.Paid','Order.Paid']} ~ true",
        "{'severity':['HIGH','CRITICAL']} ~ true",
        "{'source':['shop'],'title':[{'prefix':'An '}],'id':[{'prefix':'evt_'}]} ~ true",
        "{'time':[{'prefix':'2026-01-02'}]} ~ true",
        "{'detail':{'state':[{'anything-but':'open'}]}} ~ false",
        "{'detail':{'state':[{'anything-but':['closed']}]}} ~ true",
        "{'detail':{'state':[{'anything-but':{'prefix':'op'}}]}} ~ false",
        "{'detail':{'file':[{'suffix':'.png'}]}} ~ true",
        "{'detail':{'file':[{'wildcard':'*.p*g'}]}} ~ true",
        "{'detail':{'total':[{'numeric':['>',100,'<=',120.5]}]}} ~ true",
        "{'detail':{'total':[{'numeric':['>',120.5]}]}} ~ false",
        "{'detail':{'total':[120.50]}} ~ true",
        "{'detail':{'ip':[{'cidr':'10.0.0.0/8'}]}} ~ true",
        "{'detail':{'ip':[{'cidr':'11.0.0.0/8'}]}} ~ false",
        "{'detail':{'gone':[{'exists':false}],'state':[{'exists':true}]}} ~ true",
        "{'detail':{'gone':[{'exists':true}]}} ~ false",
        "{'detail':{'empty':[null],'ok':[true]}} ~ true",
        "{'detail':{'tags':['big']}} ~ true",
        "{'detail':{'items':{'sku':['A'],'n':[1]}}} ~ true",
        "{'detail':{'items':{'sku':['A'],'n':[2]}}} ~ false",
        "{'$or':[{'source':['none']},{'detail':{'state':['open']}}]} ~ true",
        "{'$or':[{'source':['none']},{'detail':{'state':['closed']}}]} ~ false",
        "{'detail':{'$or':[{'state':['closed']},{'total':[{'numeric':['>',1]}]}]}} ~ true",
        "{'account':['123456789012']} ~ false",
      })
  void matchesAsEventBridgeDoes(String pattern, boolean matches) {
    String json = pattern.replace('\'', '"');
    assertThat(EventPattern.faultOf(json)).isEmpty();
    assertThat(EventPattern.matches(json, ORDER)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "\"detail-type\"",
        "null",
        "",
        "{",
        "{\"detail-type\":[\"a\"]",
        "{\"detail-type\":\"a\"}",
        "{\"detail-type\":[]}",
        "{\"detail-type\":{}}",
        "{\"detail-type\":[[\"a\"]]}",
        "{\"detail-type\":[{\"unknown\":\"a\"}]}",
        "{\"detail-type\":[{\"prefix\":7}]}",
        "{\"detail-type\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
        "{\"a\":[{\"numeric\":[\">\"]}]}",
        "{\"a\":[{\"numeric\":[\">\",\"x\"]}]}",
        "{\"a\":[{\"numeric\":[\"<\",1,\">\",2]}]}",
        "{\"a\":[{\"exists\":\"yes\"}]}",
        "{\"a\":[{\"cidr\":\"10.0.0.0/99\"}]}",
        "{\"a\":[{\"cidr\":\"not an address\"}]}",
        "{\"a\":[{\"wildcard\":\"a**b\"}]}",
        "{\"a\":[{\"wildcard\":\"a\\\\b\"}]}",
        "{\"a\":[{\"anything-but\":[]}]}",
        "{\"a\":[{\"anything-but\":{\"exists\":true}}]}",
      })
  void tellsItsAuthorWhatIsWrong(String pattern) {
    assertThat(EventPattern.faultOf(pattern))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .isNotBlank()
                    .hasSizeLessThan(300)
                    .doesNotContain("Exception", "[Source", "java.", "com.", "software.amazon"));
  }

  @Test
  void refusesPatternsWhoseWildcardsWouldExplode() {
    String wildcards =
        IntStream.range(0, 60)
            .mapToObj(i -> "{\"wildcard\":\"*a*a*a*a*a*a*" + i + "*\"}")
            .collect(Collectors.joining(",", "{\"detail\":{\"x\":[", "]}}"));
    assertThat(EventPattern.faultOf(wildcards)).hasValue("its wildcards are too complex");
    assertThat(EventPattern.faultOf("{\"detail\":{\"x\":[{\"wildcard\":\"*a*b*c*\"}]}}")).isEmpty();
  }

  @Test
  void answersAlsoForPatternsAsLargeAsTheDoorLetsIn() {
    String deep = "{\"a\":".repeat(3_000) + "[1]" + "}".repeat(3_000);
    assertThat(EventPattern.faultOf(deep)).hasValueSatisfying(f -> assertThat(f).isNotBlank());
    String wide =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "\"k" + i + "\":[\"" + i + "\"]")
            .collect(Collectors.joining(",", "{", "}"));
    EventPattern.faultOf(wide);
    String values =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "\"v" + i + "\"")
            .collect(Collectors.joining(",", "{\"detail\":{\"x\":[", "]}}"));
    assertThat(EventPattern.faultOf(values)).isEmpty();
    assertThat(EventPattern.matches(values, document("t", "{\"x\":\"v1999\"}"))).isTrue();
    String alternatives =
        "{"
            + IntStream.range(0, 12)
                .mapToObj(
                    i ->
                        "\"f"
                            + i
                            + "\":{\"$or\":[{\"a\":[1]},{\"b\":[2]},{\"c\":[3]},{\"d\":[4]}]}")
                .collect(Collectors.joining(","))
            + "}";
    assertThat(EventPattern.faultOf(alternatives))
        .hasValue("its $or make more than 1000 combinations");
  }

  @Test
  void knowsTheTypesThatAPatternNamesExactly() {
    assertThat(EventPattern.exactTypes("{\"detail-type\":[\"a\",\"B\",\"a\"]}"))
        .containsExactly("a", "B");
    assertThat(EventPattern.exactTypes("{\"detail-type\":[\"a\",{\"prefix\":\"b\"}]}")).isEmpty();
    assertThat(EventPattern.exactTypes("{\"detail-type\":[1]}")).isEmpty();
    assertThat(EventPattern.exactTypes("{\"detail\":{\"detail-type\":[\"a\"]}}")).isEmpty();
    assertThat(EventPattern.exactTypes("{\"source\":[\"a\"]}")).isEmpty();
    assertThat(EventPattern.exactTypes("no JSON")).isEmpty();
  }

  /** event-ruler lets what comes later in an alternative replace what was named before it. */
  @Test
  void aTypeThatAnAlternativeReplacesIsNotTakenForExact() {
    String pattern =
        "{\"detail-type\":[\"a\"],\"$or\":[{\"detail-type\":[\"b\"]},{\"source\":[\"s\"]}]}";
    assertThat(EventPattern.matches(pattern, document("b", "{}"))).isTrue();
    assertThat(EventPattern.exactTypes(pattern)).isEmpty();
  }

  @Test
  void theDocumentHasTheEventsFieldsAndItsDetailsAsTheyCame() {
    assertThat(document("Order.Paid", "{\"n\":1.50,\"z\":[1],\"a\":\"\\u00e9\"}"))
        .isEqualTo(
            "{\"id\":\"evt_1\",\"source\":\"shop\",\"detail-type\":\"Order.Paid\","
                + "\"severity\":\"HIGH\",\"title\":\"An \\\"order\\\"\","
                + "\"time\":\"2026-01-02T03:04:05.678Z\","
                + "\"detail\":{\"n\":1.50,\"z\":[1],\"a\":\"\\u00e9\"}}");
  }

  @Test
  void extensionsStandBesideTheFieldsAndReplaceNone() {
    Event plain = event("Order.Paid", "{\"n\":1.50}");
    Event extended =
        new Event(
            plain.eventId(),
            plain.tenant(),
            plain.source(),
            plain.type(),
            plain.eventType(),
            plain.severity(),
            plain.title(),
            plain.time(),
            plain.receivedAt(),
            plain.details(),
            null,
            null,
            new JsonText(
                "{\"id\":\"theirs\",\"detail\":1,\"region\":\"r\",\"n\":[1e2,{\"a\":null}]}"));
    String document = EventPattern.documentOf(extended);
    assertThat(document)
        .contains("\"id\":\"evt_1\"", "\"detail\":{\"n\":1.50}", "\"n\":[1e2,{\"a\":null}]")
        .doesNotContain("theirs", "\"detail\":1");
    assertThat(EventPattern.matches("{\"region\":[\"r\"],\"n\":[100]}", document)).isTrue();
  }

  @Test
  void whatIsNoPatternOrNoDocumentIsRefusedAsTheCallersMistake() {
    assertThatThrownBy(() -> EventPattern.matches("{}}", ORDER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventPattern.matches("{\"a\":[1]}", "[no"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static String document(String type, String details) {
    return EventPattern.documentOf(event(type, details));
  }

  static Event event(String type, String details) {
    return new Event(
        "evt_1",
        "default",
        "shop",
        type,
        type.toLowerCase(java.util.Locale.ROOT),
        Severity.HIGH,
        "An \"order\"",
        NOW,
        NOW,
        new JsonText(details),
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }
}
