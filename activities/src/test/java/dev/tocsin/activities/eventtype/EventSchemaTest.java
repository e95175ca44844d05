package dev.tocsin.activities.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.JsonText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas are taken, and what they say of details. {@code '} stands for {@code "}. */
class EventSchemaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'https://example.com/a'}",
        "{'properties':{'$ref':{'type':'string'},'$id':{}}}",
        "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{}},'items':{'$ref':'#/$defs/a'}}",
        "{'properties':{'a':{'pattern':'^[a-z]{1,255}$'}},'patternProperties':{'^x-':false}}",
        "{'enum':[{'$ref':'https://example.com/is/a/value'}]}",
        "{'unevaluatedProperties':false,'allOf':[{'properties':{'a':{}}}]}"
      })
  void taken(String schema) {
    assertThat(EventSchema.faultsOf(json(schema))).isEmpty();
    EventSchema.of(json(schema));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'text'} | /type",
        "{'properties':[]} | /properties",
        "{'required':'a'} | /required",
        "{'items':{'minLength':-1}} | /items/minLength",
        "{'multipleOf':1e-999999999} | /multipleOf",
        "{'$ref':'https://example.com/a'} | /$ref",
        "{'$ref':'other.json'} | /$ref",
        "{'$ref':'#'} | /$ref",
        "{'$id':'https://example.com/a','$ref':'https://example.com/a#/$defs/b'} | /$ref",
        "{'properties':{'a':{'$ref':'#/properties/b'},'b':{}}} | /properties/a/$ref",
        "{'items':{'$id':'x'}} | /items/$id",
        "{'$dynamicRef':'#a'} | /$dynamicRef",
        "{'$anchor':'a'} | /$anchor",
        "{'dependencies':{'a':['b']}} | /dependencies",
        "{'$schema':'https://example.com/mine'} | /$schema",
        "{'pattern':'('} | /pattern",
        "{'pattern':'(a)\\\\1'} | /pattern",
        "{'pattern':'(?<!a)b'} | /pattern",
        "{'pattern':'((a{100}){100}){100}'} | /pattern",
        "{'patternProperties':{'(':{}}} | /patternProperties"
      })
  void refusedWithItsPlace(String schema, String pointer) {
    assertThat(EventSchema.faultsOf(json(schema)))
        .extracting(Violation::pointer)
        .containsOnly(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$ref':'#/$defs/none'}",
        "{'$defs':{'a':{'$ref':'#/$defs/a'}}}",
        "{'$defs':{'a':{'items':{'$ref':'#/$defs/b'}},'b':{'not':{'$ref':'#/$defs/a'}}}}",
        "[]",
        "true"
      })
  void refused(String schema) {
    assertThat(EventSchema.faultsOf(json(schema))).isNotEmpty();
  }

  /** Each definition asks twice for the next: a million checks of one value. */
  @Test
  void referencesThatMultiplyAreRefused() {
    StringBuilder definitions = new StringBuilder("'d20':{}");
    for (int i = 0; i < 20; i++) {
      String next = "{'$ref':'#/$defs/d" + (i + 1) + "'}";
      definitions.append(",'d" + i + "':{'allOf':[" + next + "," + next + "]}");
    }
    String schema = "{'$ref':'#/$defs/d0','$defs':{" + definitions + "}}";
    assertThat(EventSchema.faultsOf(json(schema)))
        .extracting(Violation::message)
        .anyMatch(message -> message.contains("too complex"));
  }

  @Test
  void tooLongOrTooDeepIsRefused() {
    String deep = "{'items':".repeat(70) + "{}" + "}".repeat(70);
    assertThat(EventSchema.faultsOf(json(deep))).isNotEmpty();
    assertThat(EventSchema.faultsOf(json("{'title':'" + "x".repeat(70_000) + "'}"))).isNotEmpty();
  }

  /** Backtracking would take longer than the universe; no time is measured, it only must end. */
  @Test
  void aPatternNeverHangs() {
    EventSchema schema =
        EventSchema.of(json("{'properties':{'a':{'pattern':'^(([a-z])+.)+[A-Z]([a-z])+$'}}}"));
    assertThat(schema.violations(json("{'a':'" + "a".repeat(100_000) + "'}"))).hasSize(1);
  }

  /** 100,000 values under 4,000 schemas each: neither all the time nor all the memory is taken. */
  @Test
  void aLargeEventUnderAHeavySchemaIsGivenUp() {
    String ten = "[" + "{'$ref':'#/$defs/%1$s'},".repeat(9) + "{'$ref':'#/$defs/%1$s'}]";
    String schema =
        "{'properties':{'a':{'items':{'allOf':"
            + ten.formatted("h")
            + "}}},'$defs':{'h':{'allOf':"
            + ten.formatted("t")
            + "},'t':{'allOf':"
            + ten.formatted("o")
            + "},'o':{'type':%s}}}";
    JsonText large = json("{'a':[" + "1,".repeat(100_000) + "1]}");
    for (String type : List.of("'integer'", "'string'")) {
      JsonText heavy = json(schema.formatted(type));
      assertThat(EventSchema.faultsOf(heavy)).isEmpty();
      assertThat(EventSchema.of(heavy).violations(large))
          .extracting(Violation::message)
          .containsExactly("the document is too large to be checked against so complex a schema");
    }
    JsonText plain = json("{'properties':{'a':{'items':{'type':'integer','minimum':1}}}}");
    assertThat(EventSchema.of(plain).violations(large)).isEmpty();
    JsonText either = json("{'properties':{'a':{'items':{'anyOf':[{'const':2},{'const':1}]}}}}");
    assertThat(EventSchema.of(either).violations(large)).isEmpty();
  }

  @Test
  void theDigitsOfNumbersCount() {
    EventSchema whole = EventSchema.of(json("{'properties':{'a':{'type':'integer'}}}"));
    for (String integer : List.of("1", "1.0", "1e2", "-0", "9007199254740993")) {
      assertThat(whole.violations(json("{'a':" + integer + "}"))).as(integer).isEmpty();
    }
    assertThat(whole.violations(json("{'a':1.5}"))).hasSize(1);
    EventSchema cents =
        EventSchema.of(json("{'properties':{'a':{'multipleOf':0.01,'maximum':1e300}}}"));
    assertThat(cents.violations(json("{'a':129.90}"))).isEmpty();
    assertThat(cents.violations(json("{'a':1e-999999999}"))).isEmpty();
    assertThat(cents.violations(json("{'a':1e308}"))).hasSize(1);
  }

  @Test
  void violationsAreFewAndInEnglish() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMAN);
    try {
      List<Violation> violations =
          EventSchema.of(json("{'properties':{'a':{'items':{'type':'string'}}}}"))
              .violations(json("{'a':[" + "1,".repeat(99) + "1]}"));
      assertThat(violations).hasSize(EventSchema.MOST_VIOLATIONS);
      assertThat(violations.get(0))
          .isEqualTo(new Violation("/a/0", "type", "integer found, string expected"));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static JsonText json(String text) {
    return new JsonText(text.replace('\'', '"'));
  }
}
