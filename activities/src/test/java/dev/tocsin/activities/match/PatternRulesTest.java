package dev.tocsin.activities.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.Machine;

/** Whatever event was accepted is matched, soon and in little memory, with the right result. */
class PatternRulesTest {
  private static final long SEED = 20260102;

  private final PatternRules rules = new PatternRules();

  /** Against event-ruler with a machine for each pattern and the document as it is. */
  @Test
  void findsWhatEachPatternAloneFindsInTheWholeDocument() throws Exception {
    System.out.println("Seed " + SEED);
    Random random = new Random(SEED);
    RandomPatterns samples = new RandomPatterns(random);
    Map<String, String> patterns = new HashMap<>();
    int wide = 0;
    int found = 0;
    for (int round = 0; round < 1_500; round++) {
      String id = "p" + random.nextInt(40);
      if (patterns.remove(id) == null) {
        patterns.put(id, samples.pattern());
        rules.add(id, patterns.get(id));
      } else {
        rules.remove(id);
      }
      EventDocument document =
          EventDocument.of(EventPatternTest.document(samples.type(), samples.details(round % 60)));
      wide += document.leavesInArrays() > PatternRules.FEW_LEAVES ? 1 : 0;
      List<String> expected =
          patterns.entrySet().stream()
              .filter(each -> alone(each.getValue(), document.text()))
              .map(Map.Entry::getKey)
              .toList();
      found += expected.size();
      assertThat(rules.match(document))
          .as("round %s: %s against %s", round, document.text(), patterns)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(wide).isGreaterThan(100);
    assertThat(found).isGreaterThan(1_000);
  }

  /** Left to event-ruler alone, each of these takes minutes or the whole memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\":{\"a\":[{\"prefix\":\"t\"}]},\"severity\":[\"HIGH\"]}",
        "{\"detail\":{\"a\":[{\"exists\":true}],\"b\":[{\"anything-but\":\"q\"}],"
            + "\"c\":[{\"prefix\":\"t\"}],\"z\":[\"end\"]}}",
        "{\"detail\":{\"items\":{\"sku\":[\"s9999\"],\"n\":[{\"exists\":true}],"
            + "\"note\":[{\"prefix\":\"n\"}]},\"z\":[\"end\"]}}",
      })
  void longArraysTakeNeitherTheTimeNorTheMemory(String pattern) {
    rules.add("r", pattern);
    String items =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"sku\":\"s%1$d\",\"n\":%1$d,\"note\":\"n%1$d\"}".formatted(i))
            .collect(Collectors.joining(",", "[", "]"));
    String details =
        "{\"a\":%1$s,\"b\":%1$s,\"c\":%1$s,\"items\":%2$s,\"z\":\"end\"}"
            .formatted(tags(10_000), items);
    assertThat(matchedInTime(details)).containsExactly("r");
    assertThat(matchedInTime(details.replace("\"sku\"", "\"no\"").replace("\"t", "\"q"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1e308}",
        "{\"x\":-1e308,\"y\":1e-308,\"z\":0.000000000000000000000000000000000000001}",
        "{\"x\":1234567890123456789012345678901234567890123456789012345678901234567890123456789012"
            + "345678901234567890}",
        "{\"x\":[1E+308,0e0,-0,-0.0,1.0e2,5000000000.000001,99999999999]}",
        "{\"x\":\"\\ud83d\\ude00 \\u0001 \\u2028 \\\" \\\\ \u00e9\u4e2d\"}",
        "{\"\":{\"\":[\"\"]},\".\":1,\"a.b\":2,\"a\":{\"b\":3},\"$or\":[1]}",
        "{\"x\":[[[[]]],{},[{}],null]}",
      })
  void oddDetailsAreMatched(String details) {
    rules.add("number", "{\"detail\":{\"x\":[{\"numeric\":[\">=\",-5e9,\"<=\",5e9]}]}}");
    rules.add("text", "{\"detail\":{\"x\":[{\"wildcard\":\"*a*\"},{\"cidr\":\"10.0.0.0/8\"}]}}");
    rules.add("any", "{\"detail-type\":[\"t\"]}");
    assertThat(matchedInTime(details)).contains("any");
    assertThat(matchedInTime("{\"wide\":" + tags(50) + "," + details.substring(1))).contains("any");
  }

  @Test
  void largeDetailsAreMatched() {
    rules.add("any", "{\"detail-type\":[\"t\"]}");
    rules.add("deep", "{\"detail\":{\"d\":{\"d\":[{\"exists\":false}]},\"severity\":[null]}}");
    String deep = "{\"d\":".repeat(62) + "1" + "}".repeat(62);
    String deepArrays = "{\"d\":" + "[".repeat(61) + "1" + "]".repeat(61) + "}";
    String longName = "{\"" + "n".repeat(200_000) + "\":1}";
    String longText = "{\"d\":\"" + "t".repeat(250_000) + "\"}";
    String numbers =
        IntStream.range(0, 40_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "{\"d\":[", "]}"));
    String names =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"k" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));
    for (String details : List.of(deep, deepArrays, longName, longText, numbers, names)) {
      assertThat(matchedInTime(details)).contains("any");
    }
  }

  /** A pattern that was refused was once counted as gone, and its neighbours went with it. */
  @Test
  void aRefusedPatternTakesNothingWithItWhenItGoes() {
    rules.add("good", "{\"detail-type\":[\"t\"]}");
    assertThatThrownBy(() -> rules.add("bad", "{\"detail-type\":[{\"unknown\":1}]}"))
        .isInstanceOf(IllegalArgumentException.class);
    rules.remove("bad");
    assertThat(rules.isEmpty()).isFalse();
    assertThat(matchedInTime("{}")).containsExactly("good");
  }

  private List<String> matchedInTime(String details) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> rules.match(EventDocument.of(EventPatternTest.document("t", details))));
  }

  private static boolean alone(String pattern, String document) {
    Machine machine = new Machine();
    try {
      machine.addRule("alone", pattern);
      return !machine.rulesForJSONEvent(document).isEmpty();
    } catch (Exception refused) {
      throw new AssertionError(pattern + " against " + document, refused);
    }
  }

  private static String tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"t" + i + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
