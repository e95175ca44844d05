package dev.tocsin.bench.events;

import dev.tocsin.bench.floor.Floor;
import dev.tocsin.bench.load.BareCommits;
import dev.tocsin.bench.load.Sample;
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
  private static final Case ALONE = new Case(1, 1, 1);
  private static final Case WARM = new Case(16, 1, 1);
  private static final int WARM_UP = 400;
  private static final int ALONE_EVENTS = 200;
  private static final int FLOOR_CLIENTS = 64;
  private static final int LIGHT_ROUNDS = 3;

  @Option(
      names = "--case",
      paramLabel = "P/S/T",
      converter = Case.Converter.class,
      description = "Only with so many publishers, subscriptions and tenants; may be repeated.")
  private List<Case> only = List.of();

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int events = conditions.quick() ? 2_400 : 15_000;
    List<Case> cases = only.isEmpty() ? Case.all(conditions.quick()) : only;
    try (RunningTocsin tocsin = RunningTocsin.start("events", conditions, progress);
        RunningTocsin beside =
            RunningTocsin.startBeside(
                "ungrouped", Map.of("TOCSIN_INTAKE_GROUP_MAX", "1"), conditions, progress);
        TextbookDesign textbook = TextbookDesign.start(tocsin);
        Floor floor = new Floor(tocsin);
        Database database = tocsin.openDatabase(1)) {
      Design grouped = TocsinDesign.grouped(tocsin);
      Design ungrouped = TocsinDesign.ungrouped(beside);
      Passages passages = new Passages();
      progress.say("warming up");
      for (Design design : List.of(grouped, ungrouped, textbook)) {
        passages.pass(design, WARM, WARM_UP);
      }
      floor.measure(16, WARM_UP, true);
      progress.say("one after the other: bare commits, empty workflows, events");
      Sample commit = BareCommits.measure(database, 1, ALONE_EVENTS);
      Sample lone = floor.measure(1, ALONE_EVENTS, true);
      Passage alone = passages.pass(grouped, ALONE, ALONE_EVENTS);
      List<LightLoad.Found> light =
          light(grouped, ungrouped, passages, conditions.quick() ? 150 : 600, progress);
      int workflows = conditions.quick() ? 1_000 : 5_000;
      progress.say("%,d empty workflows, %d clients".formatted(workflows, FLOOR_CLIENTS));
      Sample crowd = floor.measure(FLOOR_CLIENTS, workflows, true);
      List<Comparison> all = new ArrayList<>();
      for (Case of : cases) {
        all.add(
            new Comparison(
                pass(passages, grouped, of, events, progress),
                pass(passages, ungrouped, of, events, progress),
                pass(passages, textbook, of, events, progress)));
      }
      Goals goals = new Goals();
      goals.alone(alone, commit, lone);
      goals.light(light.get(0), light.get(1));
      goals.crowd(all, crowd);
      List<Passage> ofTocsin = new ArrayList<>(List.of(alone));
      all.forEach(each -> ofTocsin.add(each.tocsin()));
      List<Grid> grids =
          List.of(
              EventTables.floors(commit, lone, crowd, FLOOR_CLIENTS),
              EventTables.light(light),
              EventTables.passages(ofTocsin),
              EventTables.passages(all.stream().map(Comparison::ungrouped).toList()),
              EventTables.passages(all.stream().map(Comparison::textbook).toList()));
      return new Report(
          "events",
          tocsin.versions(),
          Map.of("events", events, "heapMiB", RunningTocsin.HEAP_MIB),
          grids,
          goals.all());
    }
  }

  private static Passage pass(
      Passages passages, Design design, Case of, int events, Progress progress) throws Exception {
    int some = of.events(design.share(events));
    progress.say("%s: %,d events, %s".formatted(design.name(), some, of.inWords()));
    return passages.pass(design, of, some);
  }

  /** In turns. */
  private static List<LightLoad.Found> light(
      Design grouped, Design ungrouped, Passages passages, int events, Progress progress)
      throws Exception {
    progress.say("%d events per second, by both in turns".formatted(LightLoad.PER_SECOND));
    int all = events * (LIGHT_ROUNDS + 1);
    try (LightLoad one = new LightLoad(grouped, passages.newType(), all);
        LightLoad other = new LightLoad(ungrouped, passages.newType(), all)) {
      for (int round = 1; round <= LIGHT_ROUNDS; round++) {
        one.round(events);
        other.round(events);
      }
      return List.of(one.found(), other.found());
    }
  }
}
