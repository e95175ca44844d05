package dev.tocsin.bench.match;

import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.BareDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Matching one event against more and more subscriptions, of which it matches one. */
@Command(
    name = "match",
    description = "Finding the subscription of an event, among up to 1,000,000.",
    mixinStandardHelpOptions = true)
public final class MatchBenchmark extends Benchmark {
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final double GOAL = 1.5;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    List<Integer> sizes =
        conditions.quick() ? List.of(FEW, 10_000, MANY) : List.of(FEW, 10_000, MANY, 1_000_000);
    try (BareDatabase database = BareDatabase.start(progress)) {
      database.newTenant("bench-match");
      Matching matching = new Matching(database);
      progress.say("warming up");
      List<Finding> all = new ArrayList<>();
      for (Shape shape : Shape.values()) {
        matching.find(shape, FEW);
      }
      for (Shape shape : Shape.values()) {
        for (int size : sizes) {
          if (size > MANY && shape == Shape.PATTERN_OF_ONE_TYPE) {
            continue; // hours
          }
          progress.say("%,d subscriptions, %s".formatted(size, name(shape)));
          all.add(matching.find(shape, size));
        }
      }
      return new Report(
          "match",
          database.versions(),
          Map.of("matches", 1, "sizes", sizes),
          List.of(grid(all)),
          List.of(budget(all, Shape.TYPE_ONLY), budget(all, Shape.PATTERN_OF_TYPE)));
    }
  }

  private static String name(Shape shape) {
    return shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Grid grid(List<Finding> all) {
    Grid.Builder grid =
        Grid.of(
            "one event that matches one of so many",
            "shape",
            "subscriptions",
            "µs per event",
            "build s",
            "heap MiB");
    for (Finding each : all) {
      grid.row(
          name(each.shape()),
          each.subscriptions(),
          each.micros(),
          each.buildSeconds(),
          each.heapMib());
    }
    return grid.build();
  }

  private static Budget budget(List<Finding> all, Shape shape) {
    return Budget.ratioAtMost(
        name(shape) + ": 100,000 against 1,000",
        GOAL,
        micros(all, shape, MANY) / micros(all, shape, FEW));
  }

  private static double micros(List<Finding> all, Shape shape, int subscriptions) {
    return all.stream()
        .filter(each -> each.shape() == shape && each.subscriptions() == subscriptions)
        .mapToDouble(Finding::micros)
        .findFirst()
        .orElseThrow();
  }
}
