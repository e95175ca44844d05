package dev.tocsin.store.subscription;

import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/**
 * Changes what a subscription's deliveries are signed by. That is no new revision: matching does
 * not depend on it, and every attempt reads the row anew.
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
        handle ->
            SubscriptionDao.lock(handle, tenant, subscriptionId)
                .map(
                    before -> {
                      Subscription after = change.apply(before);
                      if (!after.signing().equals(before.signing())) {
                        handle
                            .createUpdate(
                                "UPDATE subscription SET signing_keys = :keys::json"
                                    + " WHERE subscription_id = :id")
                            .bind("keys", SigningColumns.write(after.signing().keys()))
                            .bind("id", subscriptionId)
                            .execute();
                      }
                      return after;
                    }));
  }
}
