package dev.tocsin.bench.ingest;

import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.run.Progress;
import java.util.List;

/** {@code POST /events/batch}. */
final class Batches {
  private static final List<Integer> PUBLISHERS = List.of(1, 16);
  private static final List<Integer> SIZES = List.of(10, 100, 500);

  private final Publisher publisher;
  private final String key;
  private final String type;

  Batches(Publisher publisher, String key, String type) {
    this.publisher = publisher;
    this.key = key;
    this.type = type;
  }

  /**
   * @param events how many each row has at most
   */
  Grid measure(int events, Progress progress) throws InterruptedException {
    Grid.Builder grid =
        Grid.of(
            "POST /events/batch",
            "publishers",
            "events in a batch",
            "accepted/s",
            "p50 ms",
            "p99 ms",
            "refused batches");
    for (int publishers : PUBLISHERS) {
      for (int size : SIZES) {
        int batches = Math.max(publishers, events / size);
        progress.say(
            "%,d batches of %d events, %d publishers".formatted(batches, size, publishers));
        Sample sample =
            Crowd.run(
                publishers,
                batches,
                number -> publisher.publishBatch(key, type, number * size, size) == size);
        grid.row(
            publishers,
            size,
            sample.perSecond() * size,
            sample.p50(),
            sample.p99(),
            sample.failed());
      }
    }
    return grid.build();
  }
}
