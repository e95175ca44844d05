package dev.tocsin.bench.events;

import dev.tocsin.bench.floor.Floor;
import dev.tocsin.bench.load.BareCommits;
import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.load.Step;
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
import picocli.CommandLine.Option;

/**
 * Events on their whole way, beside empty workflows and bare commits in the same run, and beside a
 * Tocsin with grouping off and the textbook's design. Each case goes by one design after the other:
 * whatever else the machine does then, it does to all of them.
 */
@Command(
    name = "events",
    description = "Events from publishers to webhooks, beside the floor, ungrouped and textbook.",
    mixinStandardHelpOptions = true)
public final class EventsBenchmark extends Benchmark {
  private static final int WARM_UP = 400;
  private static final int FLOOR_CLIENTS = 64;

  /** Of a case with one webhook for each; slower designs and many webhooks get fewer. */
  private static final int EVENTS = 6_000;

  @Option(
      names = "--case",
      paramLabel = "P/S/T",
      converter = Case.Converter.class,
      description = "Only with so many publishers, subscriptions and tenants; may be repeated.")
  private List<Case> only = List.of();

  @Option(names = "--bare", description = "Without the two yardsticks: for a profile, in minutes.")
  private boolean bare;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    try (RunningTocsin tocsin = RunningTocsin.start("events", conditions, progress)) {
      Design design = new TocsinDesign(Design.Kind.TOCSIN, tocsin);
      if (bare) {
        return measure(tocsin, design, List.of(), conditions, progress);
      }
      try (Yardsticks yardsticks = Yardsticks.start(tocsin, conditions, progress)) {
        return measure(tocsin, design, yardsticks.designs(), conditions, progress);
      }
    }
  }

  private Report measure(
      RunningTocsin tocsin,
      Design design,
      List<Design> yardsticks,
      Conditions conditions,
      Progress progress)
      throws Exception {
    int workflows = conditions.quick() ? 1_000 : 3_000;
    List<Case> cases = only.isEmpty() ? Case.all(conditions.quick()) : only;
    List<Design> designs = new ArrayList<>(List.of(design));
    designs.addAll(yardsticks);
    try (Floor floor = new Floor(tocsin);
        Database database = tocsin.openDatabase(1)) {
      Passages passages = new Passages(progress);
      passages.warmUp(designs, conditions.quick());
      Step commits = BareCommits.step(database);
      Step emptyWorkflows = floor.step(true);
      Crowd.run(16, WARM_UP, emptyWorkflows);
      progress.say(
          "%d a second: bare commits, empty workflows, events".formatted(LightLoad.PER_SECOND));
      LightLoads light =
          LightLoads.run(
              commits, emptyWorkflows, designs, passages, conditions.quick() ? 100 : 200);
      progress.say("%,d empty workflows, %d clients".formatted(workflows, FLOOR_CLIENTS));
      Sample crowd = Crowd.run(FLOOR_CLIENTS, workflows, emptyWorkflows);
      List<Comparison> all = new ArrayList<>();
      for (Case of : cases) {
        all.add(passages.compare(of, EVENTS, design, yardsticks));
      }
      Goals goals = new Goals();
      goals.light(light);
      goals.crowd(all, crowd);
      List<Grid> grids = new ArrayList<>();
      grids.add(EventTables.floors(light, crowd, FLOOR_CLIENTS));
      grids.add(EventTables.light(light.designs()));
      grids.addAll(EventTables.compared(all));
      return new Report(
          "events",
          tocsin.versions(),
          Map.of("events", EVENTS, "heapMiB", RunningTocsin.HEAP_MIB),
          grids,
          goals.all());
    }
  }
}
