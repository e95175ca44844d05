package dev.tocsin.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.errors.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonElementsTest {
  private static List<String> split(String array) {
    return JsonElements.split(array.getBytes(UTF_8), 10).stream()
        .map(element -> new String(element, UTF_8))
        .toList();
  }

  @Test
  void givesEveryElementAsItStood() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String large = "{\"ü\":\"" + "😀ü\\\"]".repeat(20_000) + "\"}";
    List<String> elements =
        List.of(
            "{\"b\" : 1.50, \"a\":[1e2],\"a\":{}}",
            "1e2",
            "-0",
            "\"x,]\\\"\"",
            "null",
            "true",
            "[]",
            large,
            deep,
            "1e999999999999");
    assertThat(split(" [ " + String.join(" ,\n", elements) + " ] "))
        .containsExactlyElementsOf(elements);
    assertThat(split("[]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[1 2]",
        "[{]}",
        "[{\"a\"}]",
        "[1]2",
        "[1][",
        "]",
        "[a]",
        "{",
        "{}x",
        "\"x",
        "[\"x]"
      })
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> split(text)).isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "7", "\"x\"", "{\"a\":[1]}"})
  void refusesWhatIsNoArray(String text) {
    assertThatThrownBy(() -> split(text))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("the body must be a JSON array of events");
  }

  @Test
  void refusesMoreElementsThanAreAllowed() {
    assertThat(split("[0,1,2,3,4,5,6,7,8,9]")).hasSize(10);
    assertThatThrownBy(() -> split("[0,1,2,3,4,5,6,7,8,9,10]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("the batch has 11 events; it can have at most 10");
  }
}
