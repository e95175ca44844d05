package dev.tocsin.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A report for people, in at most 80 columns. */
public final class ReportText {
  private static final int COLUMNS = 80;
  private static final String GAP = "  ";

  private final PrintWriter out;

  public ReportText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @throws IllegalArgumentException where a grid does not fit
   */
  public void print(Report report) {
    for (Grid grid : report.grids()) {
      out.println();
      out.println(grid.title());
      print(grid.columns(), grid.rows());
    }
    if (!report.budgets().isEmpty()) {
      out.println();
      print(
          List.of("goals of " + report.name(), "goal", "figure", ""),
          report.budgets().stream().map(ReportText::row).toList());
      if (!report.budgets().stream().allMatch(Budget::met)) {
        out.println();
        out.println(
            GAP + "docs/measured.md says what held goals that were not met, and what was tried.");
      }
    }
    out.flush();
  }

  private static List<Object> row(Budget budget) {
    return List.of(budget.name(), budget.goal(), budget.figure(), budget.met() ? "met" : "NOT met");
  }

  private void print(List<String> header, List<List<Object>> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    rows.forEach(row -> lines.add(row.stream().map(Figures::text).toList()));
    int[] widths = new int[header.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    lines.forEach(line -> out.println(text(line, widths)));
  }

  /** What a row is about stands on the left, figures on the right. */
  private static String text(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
      text.append(GAP).append(i == 0 ? cells.get(i) + space : space + cells.get(i));
    }
    if (text.length() > COLUMNS) {
      throw new IllegalArgumentException("Wider than " + COLUMNS + " columns: " + text);
    }
    return text.toString().stripTrailing();
  }
}
