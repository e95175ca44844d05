package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.report.ReportText;
import dev.tocsin.bench.system.Cpu;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTablesTest {
  private static final Sample SLOW = new Sample(1_000, 0, 9_999, 12_345, 99_999);

  /** The printer refuses what does not, and a long measurement would have been in vain. */
  @Test
  void theLongestFiguresFitIntoEightyColumns() {
    Passage passage =
        new Passage(
            Design.Kind.UNGROUPED,
            new Case(256, 10, 100),
            SLOW,
            1_000,
            0,
            12_345,
            99_999,
            372_507,
            new Cpu(85.3, 157, 33.3),
            53_000);
    LightLoad.Found light =
        new LightLoad.Found(Design.Kind.UNGROUPED, 12_345, 12_345, 12_345, 12_345, 18.25);
    List<Comparison> all = List.of(new Comparison(passage, List.of(passage, passage)));
    List<Grid> grids = new ArrayList<>(EventTables.compared(all));
    grids.add(EventTables.light(List.of(light)));
    grids.add(EventTables.floors(new LightLoads(SLOW, SLOW, List.of(light)), SLOW, 64));
    new ReportText(new PrintWriter(new StringWriter()))
        .print(new Report("events", Map.of(), Map.of(), grids, List.of()));
  }
}
