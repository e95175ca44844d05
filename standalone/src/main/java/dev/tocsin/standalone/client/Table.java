package dev.tocsin.standalone.client;

import dev.tocsin.contract.model.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in aligned columns, which fit 80 columns because the last one is cut: ids stand in the
 * others and stay whole. Wide, nothing is cut.
 */
final class Table {
  private static final int COLUMNS = 80;
  private static final int LEAST = 8;
  private static final int BRIEF = 14;
  private static final String GAP = "  ";

  private final boolean wide;
  private final int columns;
  private final List<Line> lines = new ArrayList<>();

  /** Cells of a row, or one text below a row. */
  private sealed interface Line {
    record Row(List<String> cells) implements Line {}

    record Note(String text) implements Line {}
  }

  Table(boolean wide, String... headers) {
    this.wide = wide;
    this.columns = headers.length;
    row(headers);
  }

  /** A cell that must leave room for others. */
  static String brief(@Nullable String text) {
    return Text.shorten(Plain.text(text), BRIEF);
  }

  void row(String... cells) {
    List<String> plain = new ArrayList<>();
    for (String cell : cells) {
      plain.add(Plain.text(cell));
    }
    lines.add(new Line.Row(List.copyOf(plain)));
  }

  /** A line of its own below the row before; nothing where the text is empty. */
  void note(String text) {
    if (!text.isEmpty()) {
      lines.add(new Line.Note(GAP + Plain.text(text)));
    }
  }

  void print(PrintWriter out) {
    int[] widths = widths();
    for (Line line : lines) {
      if (line instanceof Line.Row row) {
        out.println(text(row, widths));
      } else if (line instanceof Line.Note note) {
        out.println(wide ? note.text() : Text.shorten(note.text(), COLUMNS));
      }
    }
    out.flush();
  }

  private String text(Line.Row row, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns - 1; i++) {
      String cell = row.cells().get(i);
      text.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
    }
    String last = row.cells().get(columns - 1);
    text.append(wide ? last : Text.shorten(last, Math.max(LEAST, COLUMNS - text.length())));
    return text.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = new int[columns];
    for (Line line : lines) {
      if (line instanceof Line.Row row) {
        for (int i = 0; i < columns; i++) {
          widths[i] = Math.max(widths[i], row.cells().get(i).length());
        }
      }
    }
    return widths;
  }
}
