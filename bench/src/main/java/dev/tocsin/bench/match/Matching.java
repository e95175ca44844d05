package dev.tocsin.bench.match;

import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.system.BareDatabase;
import dev.tocsin.contract.model.Event;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Subscriptions in the index that API and worker match by. */
final class Matching {
  private static final int EVENTS = 1_000;
  private static final long SEED = 1;
  private static final int ROUNDS = 11;
  private static final int BETWEEN_LOOKS = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofMillis(100);
  private static final int CHANGES = 500;
  private static final double MEBIBYTE = 1024 * 1024;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final BareDatabase database;

  Matching(BareDatabase database) {
    this.database = database;
  }

  Finding find(Shape shape, int tenants, int subscriptions) {
    insert(shape, tenants, subscriptions);
    long before = heap();
    try (SubscriptionIndex index = new SubscriptionIndex(database.database())) {
      long began = System.nanoTime();
      index.start();
      double seconds = (System.nanoTime() - began) / 1e9;
      double grown = (heap() - before) / MEBIBYTE;
      double micros = microsPerEvent(index, events(shape, tenants, subscriptions));
      int changes = Math.min(CHANGES, subscriptions / 2);
      String changed = every(subscriptions / changes, subscriptions);
      return new Finding(
          shape,
          tenants,
          subscriptions,
          seconds,
          grown,
          micros,
          change(index, "target = 'http://127.0.0.1:9/moved'", changed) / changes,
          change(index, "deleted = true", changed) / changes);
    }
  }

  private void insert(Shape shape, int tenants, int subscriptions) {
    database
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM subscription");
              handle.execute(
                  "INSERT INTO tenant (tenant) SELECT 'bench-' || n FROM generate_series(0, ? - 1)"
                      + " AS n ON CONFLICT DO NOTHING",
                  tenants);
              handle
                  .createUpdate(shape.insert())
                  .bind("tenants", tenants)
                  .bind("count", subscriptions)
                  .execute();
            });
  }

  /** Of any subscriptions: equal steps would be equal steps in memory, which caches serve ill. */
  private static List<Event> events(Shape shape, int tenants, int subscriptions) {
    return new Random(SEED)
        .ints(0, subscriptions)
        .distinct()
        .limit(EVENTS)
        .mapToObj(n -> shape.event("bench-" + n % tenants, n / tenants))
        .toList();
  }

  private static double microsPerEvent(SubscriptionIndex index, List<Event> events) {
    double[] rounds = new double[ROUNDS];
    round(index, events, WARM_UP);
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = round(index, events, ROUND);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /**
   * Microseconds of CPU time for one event: what else the machine does meanwhile does not count.
   * Goes on for so long that the clock's own cost does not either.
   */
  private static double round(SubscriptionIndex index, List<Event> events, Duration lasting) {
    long began = System.nanoTime();
    long used = CPU.getCurrentThreadCpuTime();
    int done = 0;
    while (System.nanoTime() - began < lasting.toNanos()) {
      for (int n = 0; n < BETWEEN_LOOKS; n++) {
        Event event = events.get(done++ % EVENTS);
        if (index.match(event).size() != 1) {
          throw new BenchException(event.type() + " does not match one subscription");
        }
      }
    }
    return (CPU.getCurrentThreadCpuTime() - used) / 1e3 / done;
  }

  private static String every(int step, int subscriptions) {
    return "SELECT 'sub_' || lpad(n::text, 26, '0') FROM generate_series(0, %d, %d) AS n"
        .formatted(subscriptions - 1, step);
  }

  /** Microseconds until the index has taken all of it in, after the commit. */
  private double change(SubscriptionIndex index, String change, String ids) {
    long revision =
        database
            .database()
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "UPDATE subscription SET revision = nextval('subscription_revision'), "
                                + change
                                + " WHERE subscription_id IN ("
                                + ids
                                + ") RETURNING revision")
                        .mapTo(Long.class)
                        .list()
                        .stream()
                        .max(Long::compare)
                        .orElseThrow());
    long began = System.nanoTime();
    index.catchUpTo(revision);
    return (System.nanoTime() - began) / 1e3;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
