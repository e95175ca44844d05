package dev.tocsin.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeysTest {
  private static final String KEY = "c2VjcmV0IG1hdGVyaWFsIG9mIDMyIGJ5dGVzLCByZWE=";

  @Test
  void readsKeysInTheirOrder() {
    SecretKeys keys = SecretKeys.parse(" 2026-b:" + KEY + " , 2026_A:" + KEY + "\n");

    assertThat(keys.first()).isEqualTo("2026-b");
    assertThat(keys.find("2026_A")).isNotNull();
    assertThat(keys.find("2025")).isNull();
    assertThat(SecretKeys.isValid(SecretKeys.newKey("k1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        KEY,
        "k1:",
        "k1:c2hvcnQ=",
        "k 1:" + KEY,
        "k1:" + KEY + ",",
        "k1:" + KEY + ",k1:" + KEY,
        "k1:" + KEY + "x",
        "k1;" + KEY,
        "abcdefghijklmnopqrstuvwxyz0123456789:" + KEY
      })
  void refusesOthersWithoutRepeatingThem(String text) {
    assertThat(SecretKeys.isValid(text)).isFalse();
    assertThatThrownBy(() -> SecretKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("c2V");
  }

  @Test
  void tellsItsIdsAlone() {
    assertThat(SecretKeys.parse("k1:" + KEY)).hasToString("SecretKeys[k1]");
  }
}
