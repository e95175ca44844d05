package dev.tocsin.bench.fanout;

import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.bench.load.Sink;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Subscriptions that are put into the table a thousand at once: as the API makes them, and in a
 * fraction of the time.
 */
final class Audience {
  private static final int AT_ONCE = 1_000;
  private static final String TENANT = "default";

  private final SubscriptionDao subscriptions;
  private final SigningKeys keys;
  private final Database database;

  Audience(RunningTocsin tocsin, Database database) {
    this.database = database;
    this.subscriptions = new SubscriptionDao(database);
    this.keys = new SigningKeys(database, tocsin.secrets());
  }

  /** Subscribes targets 0 to {@code size} of a sink to a type. */
  void subscribe(String type, int size, Sink sink) {
    for (int from = 0; from < size; from += AT_ONCE) {
      int first = from;
      int last = Math.min(from + AT_ONCE, size);
      // What runs within it joins its transaction.
      database
          .jdbi()
          .useTransaction(
              handle -> {
                for (int target = first; target < last; target++) {
                  subscribe(type, sink.url(target));
                }
              });
    }
  }

  private void subscribe(String type, String url) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Subscription draft =
        new Subscription(
            Identity.newSubscriptionId(now),
            TENANT,
            null,
            type,
            Severity.LOW,
            null,
            "WEBHOOK",
            url,
            Map.of(),
            null,
            null,
            true,
            false,
            0,
            now,
            now);
    subscriptions.insert(keys.complete(draft, now));
  }
}
