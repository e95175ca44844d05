package dev.tocsin.store.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SubscriptionFeedIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Database database = DATABASE.database();
  private final SubscriptionDao subscriptions = new SubscriptionDao(database);
  private final AtomicLong known = new AtomicLong();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void changesAreSeenAlsoAfterTheConnectionWasLost() {
    try (SubscriptionFeed feed = new SubscriptionFeed(database, this::catchUp)) {
      feed.start();
      seesAChange();
      for (int i = 0; i < 2; i++) {
        int before = listener();
        terminate(before);
        seesAChange();
        await().until(() -> listeners().stream().anyMatch(pid -> pid != before));
      }
    }
  }

  @Test
  void whatTheCallbackThrowsDoesNotEndTheFeed() {
    AtomicInteger calls = new AtomicInteger();
    Runnable failing =
        () -> {
          switch (calls.incrementAndGet()) {
            case 1, 2 -> throw new IllegalStateException("no");
            case 3 -> throw new StackOverflowError("a pattern too deep");
            default -> catchUp();
          }
        };
    try (SubscriptionFeed feed = new SubscriptionFeed(database, failing)) {
      feed.start();
      seesAChange();
    }
  }

  @Test
  void aFeedThatIsClosedCallsBackNoMore() {
    AtomicInteger calls = new AtomicInteger();
    SubscriptionFeed feed = new SubscriptionFeed(database, calls::incrementAndGet);
    feed.start();
    await().until(() -> calls.get() > 0);
    feed.close();
    int atClose = calls.get();

    Samples.stored(database);
    await().during(Duration.ofMillis(1_300)).until(() -> calls.get() == atClose);
    assertThat(calls.get()).isEqualTo(atClose);
    new SubscriptionFeed(database, calls::incrementAndGet).close();
  }

  private void catchUp() {
    subscriptions.changesAfter(known.get(), 1_000).forEach(s -> known.set(s.revision()));
  }

  private void seesAChange() {
    long revision = Samples.stored(database).revision();
    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> known.get() >= revision);
  }

  private int listener() {
    await().until(() -> listeners().size() == 1);
    return listeners().get(0);
  }

  private List<Integer> listeners() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                            + " AND datname = current_database()")
                    .mapTo(Integer.class)
                    .list());
  }

  private void terminate(int pid) {
    database.jdbi().useHandle(h -> h.execute("SELECT pg_terminate_backend(?)", pid));
  }
}
