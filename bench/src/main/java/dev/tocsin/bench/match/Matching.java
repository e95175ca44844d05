package dev.tocsin.bench.match;

import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.system.BareDatabase;
import dev.tocsin.contract.model.Event;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Subscriptions in the index that API and worker match by. */
final class Matching {
  private static final int EVENTS = 1_000;
  private static final int ROUNDS = 11;
  private static final double MEBIBYTE = 1024 * 1024;

  private final BareDatabase database;

  Matching(BareDatabase database) {
    this.database = database;
  }

  Finding find(Shape shape, int subscriptions) {
    String tenant = "bench-match";
    database
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM subscription");
              handle
                  .createUpdate(shape.insert())
                  .bind("tenant", tenant)
                  .bind("count", subscriptions)
                  .execute();
            });
    long before = heap();
    try (SubscriptionIndex index = new SubscriptionIndex(database.database())) {
      long began = System.nanoTime();
      index.start();
      double seconds = (System.nanoTime() - began) / 1e9;
      double grown = (heap() - before) / MEBIBYTE;
      List<Event> events =
          IntStream.range(0, EVENTS)
              .map(n -> (int) ((long) n * subscriptions / EVENTS))
              .mapToObj(n -> shape.event(tenant, n))
              .toList();
      double[] rounds = new double[ROUNDS];
      for (int warm = 0; warm < ROUNDS; warm++) {
        round(index, events);
      }
      for (int round = 0; round < ROUNDS; round++) {
        rounds[round] = round(index, events);
      }
      Arrays.sort(rounds);
      return new Finding(shape, subscriptions, seconds, grown, rounds[ROUNDS / 2]);
    }
  }

  /** Microseconds for one event. */
  private static double round(SubscriptionIndex index, List<Event> events) {
    long began = System.nanoTime();
    for (Event event : events) {
      if (index.match(event).size() != 1) {
        throw new BenchException(event.type() + " does not match one subscription");
      }
    }
    return (System.nanoTime() - began) / 1e3 / events.size();
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
