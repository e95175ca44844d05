package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.database.Database;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** What a delivery's own workflow writes beside outcomes: rounds, holds and resumptions. */
public final class DeliveryRunDao {
  private final Jdbi jdbi;

  public DeliveryRunDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Opens the next round of a dead letter, or of what was suppressed: its event counted that as
   * done, and waits for it again. Harmless when repeated.
   *
   * @return whether the delivery is in that round now
   */
  public boolean openRound(DeliveryKey key, int round, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  WITH before AS (
                    SELECT delivery_id, day, status FROM delivery
                    WHERE delivery_id = :id AND day = :day
                      AND round = :round - 1 AND status IN ('DEAD', 'SUPPRESSED')
                    FOR UPDATE
                  ), opened AS (
                    UPDATE delivery d SET status = 'PENDING', round = :round, round_attempts = 0,
                      next_attempt_at = NULL, settled_at = NULL, round_at = :now,
                      updated_at = :now, operation_id = NULL
                    FROM before b WHERE d.delivery_id = b.delivery_id AND d.day = b.day
                    RETURNING d.event_id, d.day, b.status
                  )
                  UPDATE event e SET unsent = e.unsent + 1, status = 'PROCESSED'
                  FROM opened o
                  WHERE o.status = 'SUPPRESSED' AND e.event_id = o.event_id AND e.day = o.day""")
              .bind("round", round)
              .bind("now", now)
              .bind("id", key.deliveryId())
              .bind("day", key.day())
              .execute();
          return handle
              .createQuery("SELECT round FROM delivery WHERE delivery_id = :id AND day = :day")
              .bind("id", key.deliveryId())
              .bind("day", key.day())
              .mapTo(Integer.class)
              .findOne()
              .filter(current -> current == round)
              .isPresent();
        });
  }

  /**
   * Puts an open delivery on hold because its subscription is paused. Share-locks the subscription,
   * so that a resume sees either the hold or comes before it.
   *
   * @return false where the subscription is in force after all or deleted, or the delivery was
   *     settled
   */
  public boolean hold(DeliveryKey key, String subscriptionId, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          boolean paused =
              handle
                  .createQuery(
                      "SELECT NOT active AND NOT deleted FROM subscription"
                          + " WHERE subscription_id = :id FOR SHARE")
                  .bind("id", subscriptionId)
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          return paused
              && handle
                      .createUpdate(
                          """
                          UPDATE delivery SET status = 'WAITING', updated_at = :now
                          WHERE delivery_id = :id AND day = :day
                            AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING')""")
                      .bind("now", now)
                      .bind("id", key.deliveryId())
                      .bind("day", key.day())
                      .execute()
                  == 1;
        });
  }

  /** A WAITING delivery has a workflow again: it is PENDING, or RETRYING where it was tried. */
  public void resume(DeliveryKey key, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE delivery SET
                      status = CASE WHEN round_attempts = 0 THEN 'PENDING' ELSE 'RETRYING' END,
                      updated_at = :now
                    WHERE delivery_id = :id AND day = :day AND status = 'WAITING'""")
                .bind("now", now)
                .bind("id", key.deliveryId())
                .bind("day", key.day())
                .execute());
  }
}
