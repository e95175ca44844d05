package dev.tocsin.bench.history;

import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.BenchHome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Command;

/** Groups of events, one after the other. */
@Command(
    name = "history",
    description = "What groups of events cost in history, statements and bytes: counts.",
    mixinStandardHelpOptions = true)
public final class HistoryBenchmark extends Benchmark {
  /** A workflow's start, task (three) and end, and the marker of match. */
  private static final int EVENTS_OF_A_GROUP = 6;

  /** Taken in, locked, matched, marked. */
  private static final int STATEMENTS_OF_A_GROUP = 4;

  /** Loads deliveries, events and subscriptions. */
  private static final int STATEMENTS_OF_A_BATCH = 3;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    progress.say("starting PostgreSQL and Temporal");
    BenchHome.delete();
    try (CountedWorker worker = CountedWorker.start(BenchHome.FOLDER);
        Groups groups = new Groups(worker)) {
      groups.send(new GroupCase(1, 1, false), true); // what is done once in a process
      List<GroupCost> all = new ArrayList<>();
      for (GroupCase of : conditions.quick() ? GroupCase.few() : GroupCase.all()) {
        progress.say(of.toString());
        all.add(groups.send(of, true));
      }
      return new Report("history", worker.versions(), Map.of(), List.of(grid(all)), budgets(all));
    } finally {
      BenchHome.delete();
    }
  }

  private static Grid grid(List<GroupCost> all) {
    Grid.Builder grid =
        Grid.of(
            "a group: events × deliveries of each",
            "group",
            "fail",
            "history",
            "tasks",
            "children",
            "KiB",
            "SQL",
            "commits",
            "records");
    for (GroupCost each : all) {
      grid.row(
          each.of().events() + " × " + each.of().subscriptions(),
          each.of().failing() ? 1 : 0,
          each.historyEvents(),
          each.workflowTasks(),
          each.children(),
          each.historyBytes() / 1024.0,
          each.statements(),
          each.commits(),
          each.records());
    }
    return grid.build();
  }

  private static List<Budget> budgets(List<GroupCost> all) {
    return List.of(
        Budget.exactly(
            "groups of one task, where nothing fails",
            count(all, each -> !each.of().failing()),
            count(all, each -> !each.of().failing() && each.workflowTasks() == 1)),
        Budget.exactly(
            "of 6 history events and 1 a batch",
            count(all, each -> !each.of().failing()),
            count(all, each -> !each.of().failing() && each.historyEvents() == leastEvents(each))),
        Budget.atMost(
            "statements of a group, besides batches",
            STATEMENTS_OF_A_GROUP,
            all.stream()
                .mapToInt(each -> each.statementsOfWork() - STATEMENTS_OF_A_BATCH * batches(each))
                .max()
                .orElse(0),
            ""));
  }

  private static int leastEvents(GroupCost each) {
    return EVENTS_OF_A_GROUP + batches(each);
  }

  private static long count(List<GroupCost> all, Predicate<GroupCost> those) {
    return all.stream().filter(those).count();
  }

  private static int batches(GroupCost each) {
    return each.of().batches();
  }
}
