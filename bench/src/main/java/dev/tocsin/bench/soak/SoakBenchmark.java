package dev.tocsin.bench.soak;

import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;

/** Half an hour of mixed load, and the slopes of what must stay as it is. */
@Command(
    name = "soak",
    description = "Mixed load for half an hour: what grows, and by how much.",
    mixinStandardHelpOptions = true)
public final class SoakBenchmark extends Benchmark {
  private static final int PER_SECOND = 10;

  /** Of the heap, with caches that are nearly full. */
  private static final double MOST_HEAP_MIB = 16;

  private static final double MOST_THREADS = 10;

  /** Two pools of 20, which fill slowly, what listens for changes, and this process's own. */
  private static final double MOST_CONNECTIONS = 45;

  private static final double MOST_WORKFLOWS = 50;

  /** Of the growth per event in the last third to that in the first. */
  private static final double MOST_GROWTH = 1.25;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int seconds = conditions.quick() ? 180 : 1_800;
    int warmUpSeconds = seconds / 3;
    int pauseSeconds = conditions.quick() ? 10 : 60;
    try (RunningTocsin tocsin = RunningTocsin.start("soak", conditions, progress)) {
      List<Reading> readings =
          Readings.during(tocsin, warmUpSeconds, seconds, PER_SECOND, pauseSeconds, progress);
      return new Report(
          "soak",
          tocsin.versions(),
          settings(seconds),
          List.of(levels(readings), growth(readings)),
          budgets(readings));
    }
  }

  private static Map<String, Object> settings(int seconds) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("warmUpSeconds", seconds / 3);
    settings.put("seconds", seconds);
    settings.put("eventsPerSecond", PER_SECOND);
    settings.put("tenants", Mixture.TENANTS);
    settings.put("largeDetailsBytes", Mixture.LARGE_BYTES);
    settings.put("heapMiB", RunningTocsin.HEAP_MIB);
    return settings;
  }

  private static Grid levels(List<Reading> readings) {
    Grid.Builder grid =
        Grid.of(
            "means of each third of %.0f minutes; change over them, by its slope"
                .formatted(last(readings).minute() - readings.get(0).minute()),
            "",
            "1st",
            "2nd",
            "3rd",
            "change");
    level(grid, "heap after a collection, MiB", readings, Reading::heapMiB);
    level(grid, "threads", readings, Reading::threads);
    level(grid, "connections to PostgreSQL", readings, Reading::connections);
    level(grid, "running workflows", readings, Reading::running);
    return grid.build();
  }

  private static void level(
      Grid.Builder grid, String name, List<Reading> readings, ToDoubleFunction<Reading> of) {
    List<Object> cells = new ArrayList<>(List.of(name));
    for (int third = 1; third <= 3; third++) {
      cells.add(Trend.third(readings, third).stream().mapToDouble(of).average().orElse(0));
    }
    cells.add(change(readings, of));
    grid.row(cells.toArray());
  }

  private static Grid growth(List<Reading> readings) {
    return Grid.of(
            "growth per 1,000 events, over %,d events"
                .formatted(last(readings).events() - readings.get(0).events()),
            "",
            "1st",
            "2nd",
            "3rd")
        .row(growthCells("tables and indexes, MiB", readings, Reading::tableMiB))
        .row(growthCells("Temporal's database, MiB", readings, Reading::temporalMiB))
        .build();
  }

  private static Object[] growthCells(
      String name, List<Reading> readings, ToDoubleFunction<Reading> of) {
    return new Object[] {
      name, perThousand(readings, 1, of), perThousand(readings, 2, of), perThousand(readings, 3, of)
    };
  }

  private static double perThousand(
      List<Reading> readings, int third, ToDoubleFunction<Reading> of) {
    return 1_000 * Trend.slope(Trend.third(readings, third), Reading::events, of);
  }

  /** From the first to the last, as a straight line has it. */
  private static double change(List<Reading> readings, ToDoubleFunction<Reading> of) {
    double minutes = last(readings).minute() - readings.get(0).minute();
    return minutes * Trend.slope(readings, Reading::minute, of);
  }

  private static Reading last(List<Reading> readings) {
    return readings.get(readings.size() - 1);
  }

  private static List<Budget> budgets(List<Reading> readings) {
    return List.of(
        Budget.atMost(
            "growth of the heap", MOST_HEAP_MIB, change(readings, Reading::heapMiB), " MiB"),
        Budget.atMost("more threads", MOST_THREADS, change(readings, Reading::threads), ""),
        Budget.atMost(
            "most connections to PostgreSQL",
            MOST_CONNECTIONS,
            readings.stream().mapToDouble(Reading::connections).max().orElse(0),
            ""),
        Budget.atMost(
            "more running workflows", MOST_WORKFLOWS, change(readings, Reading::running), ""),
        Budget.ratioAtMost(
            "tables per event, 3rd against 1st third",
            MOST_GROWTH,
            perThousand(readings, 3, Reading::tableMiB)
                / perThousand(readings, 1, Reading::tableMiB)),
        Budget.ratioAtMost(
            "Temporal per event, 3rd against 1st",
            MOST_GROWTH,
            perThousand(readings, 3, Reading::temporalMiB)
                / perThousand(readings, 1, Reading::temporalMiB)));
  }
}
