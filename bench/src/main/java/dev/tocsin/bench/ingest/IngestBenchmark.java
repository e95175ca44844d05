package dev.tocsin.bench.ingest;

import dev.tocsin.bench.load.BareCommits;
import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.store.database.Database;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Events that nobody subscribed to, beside commits of single rows in the same database. */
@Command(
    name = "ingest",
    description = "Accepted events per second, beside bare commits.",
    mixinStandardHelpOptions = true)
public final class IngestBenchmark extends Benchmark {
  private static final List<Integer> PUBLISHERS = List.of(1, 16, 64, 256);

  /** PostgreSQL takes 200 connections, and Tocsin needs some of them. */
  private static final int MOST_CONNECTIONS = 64;

  private static final String TYPE = "bench.ingest";
  private static final int WARM_UP = 500;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int events = conditions.quick() ? 2_000 : 20_000;
    try (RunningTocsin tocsin = RunningTocsin.start("ingest", conditions, progress);
        Database database = tocsin.openDatabase(MOST_CONNECTIONS);
        Publisher publisher = new Publisher(tocsin.url(), PUBLISHERS.get(PUBLISHERS.size() - 1))) {
      Crowd.Step publish = number -> publisher.publish(tocsin.key(), TYPE, number);
      progress.say("warming up");
      Crowd.run(16, WARM_UP, publish);
      BareCommits.measure(database, 16, WARM_UP);
      Grid.Builder grid =
          Grid.of(
              "POST /events, and single-row commits over at most %d connections"
                  .formatted(MOST_CONNECTIONS),
              "publishers",
              "accepted/s",
              "p50 ms",
              "p99 ms",
              "refused",
              "commits/s",
              "ratio");
      for (int publishers : PUBLISHERS) {
        int some = publishers == 1 ? events / 5 : events;
        progress.say("%,d commits, then events of %d publishers".formatted(some, publishers));
        Sample commits =
            BareCommits.measure(database, Math.min(publishers, MOST_CONNECTIONS), some);
        Sample accepted = Crowd.run(publishers, some, publish);
        grid.row(
            publishers,
            accepted.perSecond(),
            accepted.p50(),
            accepted.p99(),
            accepted.failed(),
            commits.perSecond(),
            accepted.perSecond() / commits.perSecond());
      }
      return new Report(
          "ingest",
          tocsin.versions(),
          Map.of("events", events, "heapMiB", RunningTocsin.HEAP_MIB),
          List.of(grid.build()),
          List.of());
    }
  }
}
