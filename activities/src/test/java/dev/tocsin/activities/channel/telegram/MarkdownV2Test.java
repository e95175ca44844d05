package dev.tocsin.activities.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkdownV2Test {
  private static final String NAMED_BY_TELEGRAM = "_*[]()~`>#+-=|{}.!";

  @Test
  void everyReservedCharacterIsEscapedAndNoOther() {
    for (char character = 1; character < 0x100; character++) {
      boolean reserved = NAMED_BY_TELEGRAM.indexOf(character) >= 0 || character == '\\';
      assertThat(MarkdownV2.text("" + character, 10))
          .isEqualTo(reserved ? "\\" + character : "" + character);
    }
  }

  @Test
  void randomTextsReadBackAsTheyWereAndHoldNoBareMarkup() {
    Random random = new Random(7);
    String alphabet = NAMED_BY_TELEGRAM + "\\ab é🚨\n";
    int[] characters = alphabet.codePoints().toArray();
    for (int run = 0; run < 3000; run++) {
      StringBuilder raw = new StringBuilder();
      for (int at = random.nextInt(40); at > 0; at--) {
        raw.appendCodePoint(characters[random.nextInt(characters.length)]);
      }
      String escaped = MarkdownV2.text(raw.toString(), 1000);
      assertThat(escaped.replaceAll("(?s)\\\\(.)", "$1")).isEqualTo(raw.toString());
      assertThat(escaped.replaceAll("(?s)\\\\.", ""))
          .doesNotContainPattern("[_*\\[\\]()~`>#+\\-=|{}.!\\\\]");
    }
  }

  @Test
  void aCutLeavesNoLoneBackslash() {
    for (int max = 1; max < 12; max++) {
      String cut = MarkdownV2.text("......", max);
      assertThat(cut).hasSizeLessThanOrEqualTo(max);
      assertThat(cut.replaceAll("\\\\\\.", "")).isIn("", "…");
    }
  }

  @Test
  void codeAndAddressesHaveRulesOfTheirOwn() {
    assertThat(MarkdownV2.code("a_b`c\\", 20)).isEqualTo("a_b\\`c\\\\");
    assertThat(MarkdownV2.address("https://x/(a)_\\", 40)).isEqualTo("https://x/(a\\)_\\\\");
  }
}
