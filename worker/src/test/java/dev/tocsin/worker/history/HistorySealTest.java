package dev.tocsin.worker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HistorySealTest {
  private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String NEW = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=";

  @Test
  void aSignatureHoldsForItsTextAndPurposeOnly() {
    byte[] signature = seal(OLD, "a").sign("text");
    assertThat(signature).hasSize(32);
    assertThat(seal(OLD, "a").isSigned("text", signature)).isTrue();
    assertThat(seal(OLD, "a").isSigned("texu", signature)).isFalse();
    assertThat(seal(OLD, "b").isSigned("text", signature)).isFalse();
    assertThat(seal(NEW, "a").isSigned("text", signature)).isFalse();
    assertThat(seal(OLD, "a").isSigned("text", new byte[0])).isFalse();
  }

  @Test
  void itOutlivesARotation() {
    byte[] signature = seal(OLD + "," + NEW, "a").sign("text");
    assertThat(seal(NEW + "," + OLD, "a").isSigned("text", signature)).isTrue();
    assertThat(seal("plain," + OLD, "a").isSigned("text", signature)).isTrue();
  }

  @Test
  void nothingIsSignedWithoutAKey() {
    assertThatThrownBy(() -> seal("", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  private static HistorySeal seal(String keys, String purpose) {
    return new HistorySeal(HistoryKeys.parse(keys), purpose);
  }
}
