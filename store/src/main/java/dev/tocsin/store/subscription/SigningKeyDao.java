package dev.tocsin.store.subscription;

import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes what a subscription's deliveries are signed by, under a new revision: an attempt takes
 * from memory what is of the row's revision.
 */
public final class SigningKeyDao {
  private final Jdbi jdbi;

  public SigningKeyDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Puts other keys in place of those that the row has; two at once follow each other.
   *
   * @param change may return what it is given, and is called once, while the row is locked
   * @return the subscription as it is now; empty where the tenant has none of that id, or it is
   *     deleted
   */
  public Optional<Subscription> change(
      String tenant, String subscriptionId, UnaryOperator<Subscription> change) {
    return jdbi.inTransaction(
        handle -> {
          long revision = SubscriptionDao.nextRevision(handle);
          return SubscriptionDao.lock(handle, tenant, subscriptionId)
              .map(
                  before -> {
                    Subscription after = change.apply(before);
                    return after.signing().equals(before.signing())
                        ? after
                        : store(handle, after.withRevision(revision));
                  });
        });
  }

  private static Subscription store(Handle handle, Subscription subscription) {
    handle
        .createUpdate(
            "UPDATE subscription SET signing_keys = :keys::json, revision = :revision"
                + " WHERE subscription_id = :id")
        .bind("keys", SigningColumns.write(subscription.signing().keys()))
        .bind("revision", subscription.revision())
        .bind("id", subscription.subscriptionId())
        .execute();
    return subscription;
  }
}
