package dev.tocsin.bench.ingest;

import dev.tocsin.bench.load.BareCommits;
import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.load.Step;
import dev.tocsin.bench.plain.ServedPlain;
import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.AppProcess;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.store.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * Events that nobody subscribed to, one by one and in batches, beside commits of single rows in the
 * same database and beside a resource that validates events and forgets them.
 */
@Command(
    name = "ingest",
    description = "Accepted events per second, beside commits and an empty resource.",
    mixinStandardHelpOptions = true)
public final class IngestBenchmark extends Benchmark {
  private static final List<Integer> PUBLISHERS = List.of(1, 16, 64, 256);

  /** PostgreSQL takes 200 connections, and Tocsin needs some of them. */
  private static final int MOST_CONNECTIONS = 64;

  private static final double GOAL = 1.0 / 3;
  private static final String TYPE = "bench.ingest";
  private static final int WARM_UP = 3_000;
  private static final int FEWER = 5;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int events = conditions.quick() ? 6_000 : 40_000;
    int most = PUBLISHERS.get(PUBLISHERS.size() - 1);
    try (RunningTocsin tocsin = RunningTocsin.start("ingest", conditions, progress);
        AppProcess empty = AppProcess.start(ServedPlain.class, "plain", Map.of());
        Database database = tocsin.openDatabase(MOST_CONNECTIONS);
        Publisher toTocsin = new Publisher(tocsin.url(), most);
        Publisher toEmpty = new Publisher(empty.url(), most)) {
      Step publish = number -> toTocsin.publish(tocsin.key(), TYPE, number);
      Step validate = number -> toEmpty.publish(tocsin.key(), TYPE, number);
      progress.say("warming up");
      Crowd.run(16, WARM_UP, publish);
      Crowd.run(16, WARM_UP, validate);
      Step commit = BareCommits.step(database);
      Crowd.run(16, WARM_UP, commit);
      List<Single> singles = new ArrayList<>();
      for (int publishers : PUBLISHERS) {
        int some = publishers == 1 ? events / FEWER : events;
        progress.say("%,d events of %d publishers".formatted(some, publishers));
        singles.add(
            new Single(
                publishers,
                Crowd.run(Math.min(publishers, MOST_CONNECTIONS), some, commit),
                Crowd.run(publishers, some, validate),
                Crowd.run(publishers, some, publish)));
      }
      Batches batches = new Batches(toTocsin, tocsin.key(), TYPE);
      return new Report(
          "ingest",
          tocsin.versions(),
          Map.of("events", events, "heapMiB", RunningTocsin.HEAP_MIB),
          List.of(grid(singles), batches.measure(events, progress)),
          List.of(budget(singles.get(singles.size() - 1))));
    }
  }

  /** By some number of publishers. */
  private record Single(int publishers, Sample commits, Sample empty, Sample accepted) {
    double ratio(Sample other) {
      return accepted.perSecond() / other.perSecond();
    }
  }

  private static Grid grid(List<Single> all) {
    Grid.Builder grid =
        Grid.of(
            "POST /events; commits over at most %d connections".formatted(MOST_CONNECTIONS),
            "pub.",
            "acc/s",
            "p50 ms",
            "p99 ms",
            "refused",
            "commits/s",
            "ratio",
            "empty/s",
            "ratio ");
    for (Single each : all) {
      grid.row(
          each.publishers(),
          each.accepted().perSecond(),
          each.accepted().p50(),
          each.accepted().p99(),
          each.accepted().failed(),
          each.commits().perSecond(),
          each.ratio(each.commits()),
          each.empty().perSecond(),
          each.ratio(each.empty()));
    }
    return grid.build();
  }

  private static Budget budget(Single most) {
    return Budget.ratioAtLeast(
        most.publishers() + " publishers: against an empty one", GOAL, most.ratio(most.empty()));
  }
}
