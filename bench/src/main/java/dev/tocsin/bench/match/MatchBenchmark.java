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
  private static final List<Integer> TENANTS = List.of(1, 100, 10_000);

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    List<Integer> sizes =
        conditions.quick() ? List.of(FEW, 10_000, MANY) : List.of(FEW, 10_000, MANY, 1_000_000);
    try (BareDatabase database = BareDatabase.start(progress)) {
      Matching matching = new Matching(database);
      progress.say("warming up");
      List<Finding> all = new ArrayList<>();
      for (Shape shape : Shape.values()) {
        matching.find(shape, 1, FEW);
      }
      for (Shape shape : Shape.values()) {
        for (int size : sizes) {
          for (int tenants : TENANTS) {
            if (isWorthwhile(shape, tenants, size, conditions)) {
              progress.say(
                  "%,d subscriptions of %,d tenants, %s".formatted(size, tenants, name(shape)));
              all.add(matching.find(shape, tenants, size));
            }
          }
        }
      }
      return new Report(
          "match",
          database.versions(),
          Map.of("matches", 1, "sizes", sizes, "tenants", TENANTS),
          List.of(grid(all)),
          List.of(budget(all, Shape.TYPE_ONLY), budget(all, Shape.PATTERN_OF_TYPE)));
    }
  }

  /** Not where most tenants would have none, nor what would take hours. */
  private static boolean isWorthwhile(Shape shape, int tenants, int size, Conditions conditions) {
    if (size > MANY && tenants == 1 && shape == Shape.PATTERN_OF_ONE_TYPE) {
      return false;
    }
    return tenants == 1 || (conditions.quick() ? size == MANY : tenants <= size);
  }

  private static String name(Shape shape) {
    return shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Grid grid(List<Finding> all) {
    Grid.Builder grid =
        Grid.of(
            "µs per event that matches one of so many, per update and per delete",
            "shape",
            "tenants",
            "subscr.",
            "event",
            "update",
            "delete",
            "load s",
            "MiB");
    for (Finding each : all) {
      grid.row(
          name(each.shape()),
          each.tenants(),
          each.subscriptions(),
          each.micros(),
          each.updateMicros(),
          each.deleteMicros(),
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
        .filter(each -> each.shape() == shape && each.tenants() == 1)
        .filter(each -> each.subscriptions() == subscriptions)
        .mapToDouble(Finding::micros)
        .findFirst()
        .orElseThrow();
  }
}
