package dev.tocsin.bench.hostile;

import dev.tocsin.activities.channel.outbound.HostileReceiver.Behaviour;
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
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** Receivers that mean harm, one behaviour after the other. */
@Command(
    name = "hostile",
    description = "Receivers that drip, flood, explode, redirect and hang up.",
    mixinStandardHelpOptions = true)
public final class HostileBenchmark extends Benchmark {
  /** Of a clock that a loaded machine looks at late. */
  private static final int TOLERANCE_MS = 1_000;

  /** Caches that fill and classes that are loaded, beside which a kept answer would tower. */
  private static final int MOST_GROWTH_MIB = 16;

  private static final int OUTCOME_COLUMNS = 34;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int targets = conditions.quick() ? 5 : 20;
    try (RunningTocsin tocsin = RunningTocsin.start("hostile", conditions, progress)) {
      Encounters encounters = new Encounters(tocsin, targets);
      progress.say("warming up");
      encounters.with(Behaviour.RESET_BEFORE_ANSWER);
      List<Encounter> all = new ArrayList<>();
      for (Behaviour behaviour : Behaviour.values()) {
        progress.say(name(behaviour));
        all.add(encounters.with(behaviour));
      }
      return new Report(
          "hostile", tocsin.versions(), settings(targets), List.of(grid(all)), budgets(all));
    }
  }

  private static Map<String, Object> settings(int targets) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("targetsOfEach", targets);
    settings.put("attempts", Encounters.ATTEMPTS);
    settings.put("deadlineSeconds", Encounters.DEADLINE_SECONDS);
    settings.put("heapMiB", RunningTocsin.HEAP_MIB);
    return settings;
  }

  private static String name(Behaviour behaviour) {
    return behaviour.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Grid grid(List<Encounter> all) {
    Grid.Builder grid =
        Grid.of(
            "deadline %d s, %d attempts"
                .formatted(Encounters.DEADLINE_SECONDS, Encounters.ATTEMPTS),
            "receiver",
            "outcome",
            "slot ms",
            "heap MiB");
    for (Encounter each : all) {
      grid.row(
          name(each.behaviour()), shortened(each.outcome()), each.longestMs(), each.growthMib());
    }
    return grid.build();
  }

  private static String shortened(String whole) {
    String outcome = whole.replace("Webhook failed: ", "");
    return outcome.length() <= OUTCOME_COLUMNS
        ? outcome
        : outcome.substring(0, OUTCOME_COLUMNS - 1) + "…";
  }

  private static List<Budget> budgets(List<Encounter> all) {
    return List.of(
        Budget.exactly(
            "deliveries without an outcome", 0, all.stream().mapToLong(Encounter::open).sum()),
        Budget.atMost(
            "longest held slot",
            Encounters.DEADLINE_SECONDS * 1_000 + TOLERANCE_MS,
            all.stream().mapToLong(Encounter::longestMs).max().orElse(0),
            " ms"),
        Budget.atMost(
            "greatest growth of the heap",
            MOST_GROWTH_MIB,
            all.stream().mapToDouble(Encounter::growthMib).max().orElse(0),
            " MiB"));
  }
}
