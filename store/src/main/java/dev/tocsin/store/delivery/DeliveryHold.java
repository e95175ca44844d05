package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.Subscription;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What a change of a subscription does to its open deliveries: paused, they become WAITING;
 * deleted, CANCELLED. (Resumed, they are taken up by recovery, which looks for WAITING deliveries
 * of subscriptions in force.)
 */
public final class DeliveryHold {
  private static final int MOST_RETURNED = 1_000;

  private DeliveryHold() {}

  /** Works within the transaction that changes the subscription. Returns ids of what it changed. */
  public static List<String> apply(Handle handle, Subscription before, Subscription after) {
    if (after.deleted()) {
      // First, as whoever finds it open goes from the circuit to its deliveries as well.
      handle.execute(
          "UPDATE circuit SET state = 'CLOSED', next_probe_at = NULL WHERE subscription_id = ?",
          after.subscriptionId());
      return update(
          handle,
          after,
          """
          UPDATE delivery SET status = 'CANCELLED', reason = 'The subscription was deleted',
            next_attempt_at = NULL, updated_at = :now, settled_at = :now
          WHERE (delivery_id, day) IN (SELECT delivery_id, day FROM open)
          RETURNING delivery_id""");
    }
    if (before.active() && !after.active()) {
      return update(
          handle,
          after,
          """
          UPDATE delivery SET status = 'WAITING', updated_at = :now
          WHERE (delivery_id, day) IN (SELECT delivery_id, day FROM open)
            AND status <> 'WAITING'
          RETURNING delivery_id""");
    }
    return List.of();
  }

  /** Locks in the order of the ids, as those do who record outcomes meanwhile. */
  private static List<String> update(Handle handle, Subscription after, String sql) {
    return handle
        .createQuery(
            """
            WITH open AS (
              SELECT delivery_id, day FROM delivery WHERE subscription_id = :id
                AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')
              ORDER BY delivery_id FOR UPDATE
            ), changed AS ("""
                + sql
                + ") SELECT delivery_id FROM changed LIMIT "
                + MOST_RETURNED)
        .bind("id", after.subscriptionId())
        .bind("now", after.updatedAt())
        .mapTo(String.class)
        .list();
  }
}
