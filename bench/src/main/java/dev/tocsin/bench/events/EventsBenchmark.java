package dev.tocsin.bench.events;

import dev.tocsin.bench.floor.Floor;
import dev.tocsin.bench.load.BareCommits;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.store.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Events on their whole way, beside empty workflows and bare commits in the same run. */
@Command(
    name = "events",
    description = "Events from publishers to webhooks, beside the floor.",
    mixinStandardHelpOptions = true)
public final class EventsBenchmark extends Benchmark {
  private static final Case ALONE = new Case(1, 1, 1);
  private static final int WARM_UP = 300;
  private static final int ALONE_EVENTS = 200;
  private static final int FLOOR_CLIENTS = 64;
  private static final double COMMIT_GOAL = 2;
  private static final double WAY_GOAL = 1.5;

  /**
   * Twice what the better of two others delivers on such a machine, in multiples of the floor, at
   * 16, 64 and 256 publishers; at ten webhooks for each event, in any case.
   */
  private static final Map<Integer, Double> FLOORS = Map.of(16, 30.0, 64, 32.0, 256, 36.0);

  private static final double FLOORS_OF_TEN = 66;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int events = conditions.quick() ? 1_000 : 5_000;
    try (RunningTocsin tocsin = RunningTocsin.start("events", conditions, progress);
        Floor floor = new Floor(tocsin);
        Database database = tocsin.openDatabase(1)) {
      Passages passages = new Passages(tocsin);
      progress.say("warming up");
      passages.pass(new Case(16, 1, 1), WARM_UP);
      floor.measure(16, WARM_UP, true);
      progress.say("one after the other: bare commits, empty workflows, events");
      Sample commit = BareCommits.measure(database, 1, ALONE_EVENTS);
      Sample lone = floor.measure(1, ALONE_EVENTS, true);
      Passage alone = passages.pass(ALONE, ALONE_EVENTS);
      progress.say("%,d empty workflows, %d clients".formatted(events, FLOOR_CLIENTS));
      Sample crowd = floor.measure(FLOOR_CLIENTS, events, true);
      List<Passage> all = new ArrayList<>();
      for (Case of : Case.all(conditions.quick())) {
        progress.say(
            "%,d events, %d publishers, %d subscriptions, %d tenants"
                .formatted(events, of.publishers(), of.subscriptions(), of.tenants()));
        all.add(passages.pass(of, events));
      }
      List<Budget> budgets = new ArrayList<>();
      budgets.add(
          Budget.ratioAtMost(
              "alone: publish → 202 p50 against a commit",
              COMMIT_GOAL,
              alone.accepted().p50() / commit.p50()));
      budgets.add(
          Budget.ratioAtMost(
              "alone: publish → received p50 against floor", WAY_GOAL, alone.p50() / lone.p50()));
      all.forEach(each -> addRate(budgets, each, crowd));
      budgets.add(
          Budget.exactly(
              "webhooks that did not come", 0, all.stream().mapToLong(Passage::missing).sum()));
      return new Report(
          "events",
          tocsin.versions(),
          Map.of("events", events, "heapMiB", RunningTocsin.HEAP_MIB),
          List.of(floors(commit, lone, crowd), passages(alone, all)),
          budgets);
    }
  }

  private static void addRate(List<Budget> budgets, Passage passage, Sample floor) {
    Case of = passage.of();
    Double goal = of.subscriptions() == 1 ? FLOORS.get(of.publishers()) : null;
    if (of.subscriptions() == 10 && of.publishers() > 1) {
      goal = FLOORS_OF_TEN;
    }
    if (goal != null) {
      budgets.add(
          Budget.ratioAtLeast(
              of.label() + ": delivered against floor",
              goal,
              passage.perSecond() / floor.perSecond()));
    }
  }

  private static Grid floors(Sample commit, Sample lone, Sample crowd) {
    return Grid.of("in the same run", "", "per second", "p50 ms", "p99 ms")
        .row("bare commits, 1 client", commit.perSecond(), commit.p50(), commit.p99())
        .row("empty workflows, 1 client", lone.perSecond(), lone.p50(), lone.p99())
        .row(
            "empty workflows, " + FLOOR_CLIENTS + " clients",
            crowd.perSecond(),
            crowd.p50(),
            crowd.p99())
        .build();
  }

  private static Grid passages(Passage alone, List<Passage> all) {
    Grid.Builder grid =
        Grid.of(
            "publishers/subscriptions/tenants; CPU seconds per 1,000 events",
            "p/s/t",
            "acc/s",
            "202 p50",
            "recv/s",
            "p50 ms",
            "p99 ms",
            "tocsin",
            "tempor.",
            "postgr.");
    addRow(grid, alone);
    all.forEach(each -> addRow(grid, each));
    return grid.build();
  }

  private static void addRow(Grid.Builder grid, Passage each) {
    double thousands = each.accepted().done() / 1_000.0;
    grid.row(
        each.of().label(),
        each.accepted().perSecond(),
        each.accepted().p50(),
        each.perSecond(),
        each.p50(),
        each.p99(),
        each.cpu().tocsin() / thousands,
        each.cpu().temporal() / thousands,
        each.cpu().postgres() / thousands);
  }
}
