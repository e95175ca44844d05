package dev.tocsin.worker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryKeysTest {
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String OTHER = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

  @Test
  void theFirstEncryptsAndAllDecrypt() {
    HistoryKeys keys = HistoryKeys.parse("2027-02:" + KEY + ", 2027-01:" + OTHER);
    assertThat(keys.first()).map(HistoryKey::id).contains("2027-02");
    assertThat(keys.find("2027-01")).isPresent();
    assertThat(keys.find("2027-02")).isPresent();
    assertThat(keys.find("2026-12")).isEmpty();
    assertThat(keys.isEmpty()).isFalse();
  }

  @Test
  void plainInFrontEncryptsNothing() {
    HistoryKeys keys = HistoryKeys.parse("plain,k1:" + KEY);
    assertThat(keys.first()).isEmpty();
    assertThat(keys.find("k1")).isPresent();
    assertThat(keys.isEmpty()).isFalse();
    assertThat(HistoryKeys.parse("plain").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void noKeysIsOff(String text) {
    assertThat(HistoryKeys.parse(text)).isSameAs(HistoryKeys.NONE);
    assertThat(HistoryKeys.NONE.isEmpty()).isTrue();
    assertThat(HistoryKeys.NONE.first()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        ":" + KEY,
        "k 1:" + KEY,
        "k1:",
        "k1:c2hvcnQ=",
        "k1:" + KEY + "=",
        "k1:not base64 at all, not even nearly...",
        "k1:" + KEY + ",",
        "k1:" + KEY + ",k1:" + OTHER,
        "k1:" + KEY + ",plain",
        KEY + ":k1",
      })
  void whatIsMalformedIsToldWithoutAKey(String text) {
    assertThatThrownBy(() -> HistoryKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("TOCSIN_HISTORY_KEYS: entry [12] .*")
        .hasMessageNotContainingAny(KEY.substring(0, 8), "c2hvcnQ", "not base64", "k1")
        .hasNoCause();
  }

  @Test
  void nothingOfAKeyIsInItsText() {
    HistoryKeys keys = HistoryKeys.parse("k1:" + KEY);
    assertThat(keys.toString()).isEqualTo("HistoryKeys[HistoryKey[k1]]");
  }
}
