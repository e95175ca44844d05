package dev.tocsin.activities.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTypesTest {
  private final PatternTypes patterns = new PatternTypes();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['order.paid'] | true",
        "['Order.Paid'] | true",
        "['order.shipped','order.paid'] | true",
        "['order.shipped'] | false",
        "[{'prefix':'Order.'}] | true",
        "[{'prefix':'invoice.'}] | false",
        "[{'suffix':'.paid'}] | true",
        "[{'wildcard':'*.paid'}] | true",
        "[{'equals-ignore-case':'ORDER.PAID'}] | true",
        "[{'anything-but':['order.paid']}] | false",
        "[{'anything-but':['order.shipped']}] | true",
        "[{'exists':true}] | true",
      })
  void onlyWhatAPatternSaysAboutTheTypeCounts(String types, boolean named) {
    patterns.add(
        "sub", json("{'source':['shop'],'detail':{'id':[1]},'detail-type':" + types + "}"));
    assertThat(patterns.naming("order.paid").contains("sub")).isEqualTo(named);
    assertThat(patterns.open()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'source':['shop']}",
        "{'$or':[{'detail-type':['order.paid']},{'source':['shop']}]}",
        "{'$or':[{'detail-type':['a']},{'source':['b']}],'detail-type':['order.shipped']}",
        "{'detail-type':[{'no-such':1}]}",
        "no JSON"
      })
  void aPatternThatDoesNotLimitTheTypeMayMatchAny(String pattern) {
    patterns.add("sub", json(pattern));
    assertThat(patterns.open()).containsExactly("sub");
    assertThat(patterns.naming("order.paid")).isEmpty();
  }

  @Test
  void manyPatternsAreToldApart() {
    for (int i = 0; i < 100; i++) {
      patterns.add("sub" + i, json("{'detail-type':['Type." + i % 10 + "']}"));
    }
    assertThat(patterns.naming("type.3")).hasSize(10).contains("sub3", "sub93");
    assertThat(patterns.naming("type.x")).isEmpty();
  }

  private static JsonText json(String text) {
    return new JsonText(text.replace('\'', '"'));
  }
}
