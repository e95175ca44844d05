package dev.tocsin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  private static String printed(Grid grid, Budget... budgets) {
    StringWriter text = new StringWriter();
    new ReportText(new PrintWriter(text))
        .print(new Report("some", Map.of(), Map.of(), List.of(grid), List.of(budgets)));
    return text.toString();
  }

  @Test
  void alignsFiguresAndTellsWhichGoalsAreMet() {
    Grid grid =
        Grid.of("Ways", "", "p50", "p99")
            .row("short", 0.5, 12L)
            .row("long", 12.34, 12_345L)
            .build();
    assertThat(
            printed(
                grid,
                Budget.ratioAtMost("p99 against p50", 1.5, 1.25),
                Budget.ratioAtLeast("rate", 10, 9.99),
                Budget.exactly("lost", 0, 2)))
        .isEqualTo(
            """

            Ways
                      p50     p99
              short  0.50      12
              long   12.3  12,345

              goals of some        goal  figure
              p99 against p50  ≤ 1.50 ×  1.25 ×      met
              rate               ≥ 10 ×  9.99 ×  NOT met
              lost                    0       2  NOT met

              docs/measured.md says what held goals that were not met, and what was tried.
            """);
  }

  @Test
  void whereAllGoalsAreMetNothingFollows() {
    assertThat(printed(Grid.of("Ways", "").build(), Budget.exactly("lost", 0, 0)))
        .endsWith("met\n");
  }

  @Test
  void refusesWhatDoesNotFit() {
    Grid wide = Grid.of("Wide", "x".repeat(40), "y".repeat(40)).build();
    assertThatThrownBy(() -> printed(wide)).hasMessageContaining("80 columns");
  }

  @Test
  void aRowHasACellForEachColumn() {
    Grid.Builder grid = Grid.of("Rows", "a", "b");
    assertThatThrownBy(() -> grid.row(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
