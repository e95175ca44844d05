package dev.tocsin.bench.neighbours;

import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * The same load twice, without and with dead targets among the living; and what a dead one costs.
 */
@Command(
    name = "neighbours",
    description = "100 webhook targets, then 20 of them dead; what a dead one costs.",
    mixinStandardHelpOptions = true)
public final class NeighboursBenchmark extends Benchmark {
  private static final double P99_GOAL = 1.5;

  /** Of a clock that a loaded machine looks at late. */
  private static final int TOLERANCE_MS = 1_000;

  private static final int WARM_UP_SECONDS = 20;

  /** Twenty failures open a circuit; others are under way meanwhile. */
  private static final long MOST_WORKFLOWS = 100;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int seconds = conditions.quick() ? 60 : 180;
    int deadEvents = conditions.quick() ? 2_000 : 10_000;
    try (RunningTocsin tocsin = RunningTocsin.start("neighbours", conditions, progress)) {
      Neighbourhood neighbourhood = new Neighbourhood(tocsin);
      progress.say("warming up, %d s".formatted(WARM_UP_SECONDS));
      neighbourhood.run("warm", WARM_UP_SECONDS, false);
      progress.say("all healthy, %d s".formatted(seconds));
      Visit healthy = neighbourhood.run("healthy", seconds, false);
      progress.say("the same with 20 of 100 black-holed, %d s".formatted(seconds));
      Visit holed = neighbourhood.run("holed", seconds, true);
      progress.say("%,d events for a dead endpoint".formatted(deadEvents));
      DeadCost cost = new DeadEndpoint(tocsin).cost(deadEvents);
      return new Report(
          "neighbours",
          tocsin.versions(),
          settings(seconds, deadEvents),
          List.of(visits(healthy, holed), dead(cost)),
          budgets(healthy, holed, cost));
    }
  }

  private static Map<String, Object> settings(int seconds, int deadEvents) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("targets", Neighbourhood.TARGETS);
    settings.put("blackHoled", Neighbourhood.TARGETS - Neighbourhood.HEALTHY);
    settings.put("eventsPerSecond", Neighbourhood.PER_SECOND);
    settings.put("targetsPerEvent", Neighbourhood.TARGETS / Neighbourhood.TYPES);
    settings.put("seconds", seconds);
    settings.put("deadlineSeconds", Neighbourhood.DEADLINE_SECONDS);
    settings.put("deadEvents", deadEvents);
    settings.put("heapMiB", RunningTocsin.HEAP_MIB);
    return settings;
  }

  private static Grid visits(Visit healthy, Visit holed) {
    return Grid.of(
            "%d targets, %d events/s to %d targets each, deadline %d s"
                .formatted(
                    Neighbourhood.TARGETS,
                    Neighbourhood.PER_SECOND,
                    Neighbourhood.TARGETS / Neighbourhood.TYPES,
                    Neighbourhood.DEADLINE_SECONDS),
            "",
            "all healthy",
            "20 black-holed")
        .row("deliveries to the 80 healthy", healthy.expected(), holed.expected())
        .row("  at their first attempt", healthy.sentAtFirst(), holed.sentAtFirst())
        .row("  publish → received p50, ms", healthy.p50(), holed.p50())
        .row("  publish → received p99, ms", healthy.p99(), holed.p99())
        .row("publications that were refused", healthy.refused(), holed.refused())
        .row("longest attempt of the other 20, ms", healthy.longestMs(), holed.longestMs())
        .row("their deliveries that are WAITING", healthy.waiting(), holed.waiting())
        .build();
  }

  private static Grid dead(DeadCost cost) {
    return Grid.of("%,d events for an endpoint that is down".formatted(cost.events()), "", "cost")
        .row("deliveries matched before its circuit opened", cost.beforeOpening())
        .row("TargetWorkflows", cost.targetWorkflows())
        .row("DeliveryWorkflows", cost.deliveryWorkflows())
        .row("  of these still running", cost.runningWorkflows())
        .row("WAITING rows", cost.waiting())
        .build();
  }

  private static List<Budget> budgets(Visit healthy, Visit holed, DeadCost cost) {
    return List.of(
        Budget.exactly(
            "healthy deliveries at their first attempt", holed.expected(), holed.sentAtFirst()),
        Budget.ratioAtMost(
            "p99 of the healthy against all healthy", P99_GOAL, holed.p99() / healthy.p99()),
        Budget.atMost(
            "longest held slot",
            Neighbourhood.DEADLINE_SECONDS * 1_000 + TOLERANCE_MS,
            holed.longestMs(),
            " ms"),
        Budget.exactly("TargetWorkflows of a dead endpoint", 1, cost.targetWorkflows()),
        Budget.atMost(
            "DeliveryWorkflows of a dead endpoint", MOST_WORKFLOWS, cost.deliveryWorkflows(), ""),
        Budget.exactly("its WAITING rows", cost.events(), cost.waiting()));
  }
}
