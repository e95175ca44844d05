package dev.tocsin.standalone.crash;

import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.function.IntFunction;

/** Many subscriptions, as the API makes them, in one transaction. */
final class Audience {
  private static final int DEADLINE_SECONDS = 60;

  private Audience() {}

  static void subscribe(Database database, String type, int size, IntFunction<String> target) {
    SubscriptionDao subscriptions = new SubscriptionDao(database);
    SigningKeys keys = new SigningKeys(database, TestSecrets.cipher());
    database
        .jdbi()
        .useTransaction(
            handle -> {
              for (int number = 0; number < size; number++) {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                subscriptions.insert(
                    keys.complete(subscription(type, target.apply(number), now), now));
              }
            });
  }

  private static Subscription subscription(String type, String url, Instant now) {
    return Subscription.builder(Identity.newSubscriptionId(now), "default", now)
        .eventType(type)
        .to("WEBHOOK", url)
        .timeoutSeconds(DEADLINE_SECONDS)
        // A receiver that closes what rests fails an attempt now and then.
        .retry(new RetrySchedule(Collections.nCopies(20, 1), 0))
        .build();
  }
}
