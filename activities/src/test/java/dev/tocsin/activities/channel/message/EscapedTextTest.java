package dev.tocsin.activities.channel.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EscapedTextTest {

  @Test
  void textThatFitsIsEscapedAndWhole() {
    assertThat(fit("a&b", 7)).isEqualTo("a&amp;b");
    assertThat(fit("", 1)).isEmpty();
  }

  @Test
  void textThatDoesNotFitEndsInAnEllipsisAndIsNeverLonger() {
    assertThat(fit("abcdef", 4)).isEqualTo("abc…");
    assertThat(fit("&&", 9)).isEqualTo("&amp;…");
    assertThat(fit("&&", 5)).isEqualTo("…");
  }

  @Test
  void noCutGoesThroughASurrogatePairOrAnEscape() {
    Random random = new Random(4);
    String[] pieces = {"a", "&", "🚨", "ß", "…"};
    for (int run = 0; run < 2000; run++) {
      StringBuilder raw = new StringBuilder();
      for (int piece = 0; piece < 1 + random.nextInt(30); piece++) {
        raw.append(pieces[random.nextInt(pieces.length)]);
      }
      int max = 1 + random.nextInt(60);
      String fitted = fit(raw.toString(), max);
      assertThat(fitted.length()).isLessThanOrEqualTo(max);
      String back = fitted.replace("&amp;", "&");
      assertThat(raw.toString().equals(back) || raw.toString().startsWith(cut(back)))
          .as("%s of %s", fitted, raw)
          .isTrue();
      assertThat(back.chars().filter(unit -> Character.isHighSurrogate((char) unit)).count())
          .isEqualTo(back.chars().filter(unit -> Character.isLowSurrogate((char) unit)).count());
    }
  }

  private static String cut(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static String fit(String raw, int max) {
    return EscapedText.fit(
        raw, max, character -> character == '&' ? "&amp;" : Character.toString(character));
  }
}
