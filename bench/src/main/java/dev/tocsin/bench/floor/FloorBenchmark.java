package dev.tocsin.bench.floor;

import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Empty workflows, by the number of clients that wait for them. */
@Command(
    name = "floor",
    description = "Empty workflows on the same Temporal: what any other figure stands on.",
    mixinStandardHelpOptions = true)
public final class FloorBenchmark extends Benchmark {
  private static final List<Integer> CLIENTS = List.of(1, 16, 64, 256);
  private static final int WARM_UP = 200;

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int times = conditions.quick() ? 500 : 5_000;
    try (RunningTocsin tocsin = RunningTocsin.start("floor", conditions, progress);
        Floor floor = new Floor(tocsin)) {
      progress.say("warming up");
      Crowd.run(16, WARM_UP, floor.step(true));
      Crowd.run(16, WARM_UP, floor.step(false));
      Grid.Builder grid =
          Grid.of(
              "empty workflows, start → completion",
              "clients",
              "start",
              "per second",
              "p50 ms",
              "p99 ms");
      for (int clients : CLIENTS) {
        int some = clients == 1 ? times / 5 : times;
        for (boolean eager : List.of(false, true)) {
          String start = eager ? "eager" : "ordinary";
          progress.say("%,d workflows, %d clients, %s".formatted(some, clients, start));
          Sample sample = Crowd.run(clients, some, floor.step(eager));
          grid.row(clients, start, sample.perSecond(), sample.p50(), sample.p99());
        }
      }
      return new Report(
          "floor", tocsin.versions(), Map.of("workflows", times), List.of(grid.build()), List.of());
    }
  }
}
