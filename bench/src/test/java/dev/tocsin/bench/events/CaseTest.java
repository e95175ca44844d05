package dev.tocsin.bench.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CaseTest {
  @Test
  void readsWhatItWrites() {
    Case of = new Case(64, 10, 100);
    assertThat(new Case.Converter().convert(of.label())).isEqualTo(of);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "64/10", "0/1/1", "64/1/1/1", "64/-1/1", "many/1/1"})
  void saysHowACaseIsWritten(String label) {
    assertThatThrownBy(() -> new Case.Converter().convert(label))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("64/10/1");
  }

  @Test
  void theQuickOnesHaveEveryCaseThatHasAGoal() {
    assertThat(Case.all(true))
        .contains(
            new Case(16, 1, 1),
            new Case(64, 1, 1),
            new Case(256, 1, 1),
            new Case(16, 10, 1),
            new Case(64, 10, 1),
            new Case(256, 10, 1));
    assertThat(Case.all(false)).containsAll(Case.all(true)).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void thereAreAsManyEventsAsPublishersAtLeast() {
    assertThat(Case.all(true))
        .allSatisfy(
            of -> {
              for (Design.Kind kind : Design.Kind.values()) {
                assertThat(of.events(kind.share(2_400))).isGreaterThanOrEqualTo(of.publishers());
              }
            });
  }
}
