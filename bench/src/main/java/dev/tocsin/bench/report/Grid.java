package dev.tocsin.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figures in rows and columns. The first column says what a row is about.
 *
 * @param title one line, at most 80 characters
 * @param rows as many cells as there are columns; numbers, booleans and texts
 */
public record Grid(String title, List<String> columns, List<List<Object>> rows) {
  public Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  public static Builder of(String title, String... columns) {
    return new Builder(title, List.of(columns));
  }

  /** Collects rows. */
  public static final class Builder {
    private final String title;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    private Builder(String title, List<String> columns) {
      this.title = title;
      this.columns = columns;
    }

    public Builder row(Object... cells) {
      if (cells.length != columns.size()) {
        throw new IllegalArgumentException(
            Arrays.toString(cells) + " does not have a cell for each of " + columns);
      }
      rows.add(List.of(cells));
      return this;
    }

    public Grid build() {
      return new Grid(title, columns, rows);
    }
  }
}
