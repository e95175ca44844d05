package dev.tocsin.bench.fanout;

import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.store.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** One event to many webhooks, by the size of its audience. */
@Command(
    name = "fanout",
    description = "One event to 1,000, 10,000 and 100,000 webhooks, beside bare requests.",
    mixinStandardHelpOptions = true)
public final class FanOutBenchmark extends Benchmark {
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
  private static final int WARM_UP = 2_500;
  private static final double RATE_GOAL = 0.5;
  private static final int HEAP_GOAL_MIB = 512;
  private static final int HISTORY_GOAL = 10_000;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    try (RunningTocsin tocsin = RunningTocsin.start("fanout", conditions, progress);
        Database database = tocsin.openDatabase(2)) {
      Spreading spreading = new Spreading(tocsin, new Audience(tocsin, database), progress);
      progress.say("warming up");
      spreading.warmUp(WARM_UP, Duration.ofSeconds(conditions.quick() ? 60 : 180));
      List<Spread> all = new ArrayList<>();
      for (int size : SIZES) {
        all.add(spreading.to(size));
      }
      return new Report(
          "fanout",
          tocsin.versions(),
          Map.of("inFlight", Spreading.IN_FLIGHT, "heapMiB", RunningTocsin.HEAP_MIB),
          List.of(grid(all)),
          budgets(all));
    }
  }

  private static Grid grid(List<Spread> all) {
    Grid.Builder grid =
        Grid.of(
            "one event; CPU seconds per 1,000 webhooks",
            "audience",
            "bare/s",
            "hooks/s",
            "first ms",
            "last s",
            "MiB",
            "history",
            "tocsin",
            "postgr.");
    for (Spread each : all) {
      grid.row(
          "%,d".formatted(each.audience()),
          each.barePerSecond(),
          each.perSecond(),
          each.firstMs(),
          each.lastSeconds(),
          each.heapMib(),
          each.longestHistory(),
          each.cpu().tocsin() / (each.audience() / 1_000.0),
          each.cpu().postgres() / (each.audience() / 1_000.0));
    }
    return grid.build();
  }

  private static List<Budget> budgets(List<Spread> all) {
    List<Budget> budgets = new ArrayList<>();
    for (Spread each : all) {
      budgets.add(
          Budget.ratioAtLeast(
              "%,d: webhooks against requests".formatted(each.audience()),
              RATE_GOAL,
              each.ratio()));
    }
    budgets.add(
        Budget.atMost(
            "heap of API and worker",
            HEAP_GOAL_MIB,
            all.stream().mapToDouble(Spread::heapMib).max().orElse(0),
            " MiB"));
    budgets.add(
        Budget.atMost(
            "longest history",
            HISTORY_GOAL,
            all.stream().mapToLong(Spread::longestHistory).max().orElse(0),
            ""));
    budgets.add(
        Budget.exactly(
            "webhooks that did not come", 0, all.stream().mapToLong(Spread::missing).sum()));
    budgets.add(
        Budget.exactly(
            "webhooks that came twice", 0, all.stream().mapToLong(Spread::repeated).sum()));
    return budgets;
  }
}
