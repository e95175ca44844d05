package dev.tocsin.store.circuit;

import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** The circuits of subscriptions with limits, while their targets are up. */
public final class LimitedDao {
  private final Jdbi jdbi;

  public LimitedDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** When the last delivery was let go, or will be; empty where none ever was. */
  public Optional<Instant> pacedAt(String subscriptionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT paced_at FROM circuit"
                        + " WHERE subscription_id = :id AND paced_at IS NOT NULL")
                .bind("id", subscriptionId)
                .map((row, context) -> Rows.instant(row, "paced_at"))
                .findOne());
  }

  /**
   * Takes turns: the first is now, or as long after the last one that was ever taken as the
   * interval says, and the others follow it by as much.
   *
   * @param turns how many, from 1
   * @return the last of them; empty where the circuit is not LIMITED any more
   */
  public Optional<Instant> take(String subscriptionId, int turns, Duration interval, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE circuit SET paced_at = :more * interval '1 microsecond'
                      + greatest(:now, paced_at + :micros * interval '1 microsecond')
                    WHERE subscription_id = :id AND state = 'LIMITED' RETURNING paced_at""")
                .bind("more", micros(interval) * (turns - 1))
                .bind("micros", micros(interval))
                .bind("id", subscriptionId)
                .bind("now", now)
                .map((row, context) -> Rows.instant(row, "paced_at"))
                .findOne());
  }

  /** Whole microseconds, as PostgreSQL's time has no finer ones; never too short. */
  private static long micros(Duration interval) {
    return TimeUnit.NANOSECONDS.toMicros(interval.toNanos() + 999);
  }

  /** Writes what a step of its workflow led to: the failures in a row and when it goes on. */
  public void note(Circuit circuit, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    UPDATE circuit SET reason = :reason, failing_since = :failingSince,
                      probes = :probes, next_probe_at = :next, updated_at = :now
                    WHERE subscription_id = :id AND state = 'LIMITED'""")
                .bind("id", circuit.subscriptionId())
                .bind("reason", circuit.reason())
                .bind("failingSince", circuit.failingSince())
                .bind("probes", circuit.probes())
                .bind("next", circuit.nextProbeAt())
                .bind("now", now)
                .execute());
  }

  /**
   * Its workflow has nothing to do, unless a delivery waits. Whoever adds one has the row
   * share-locked: it is seen here, or sees that it has to wake the workflow.
   *
   * @return whether nothing waits
   */
  public boolean rest(String subscriptionId, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          // On its own, so that the next statement sees what those wrote who had it share-locked.
          handle
              .createQuery("SELECT state FROM circuit WHERE subscription_id = :id FOR UPDATE")
              .bind("id", subscriptionId)
              .mapTo(String.class)
              .findOne();
          return handle
                  .createUpdate(
                      """
                      UPDATE circuit SET next_probe_at = NULL, updated_at = :now
                      WHERE subscription_id = :id AND state = 'LIMITED'
                        AND NOT EXISTS (SELECT FROM delivery
                          WHERE status = 'WAITING' AND subscription_id = :id)""")
                  .bind("id", subscriptionId)
                  .bind("now", now)
                  .execute()
              == 1;
        });
  }

  /**
   * Says that its workflow has something to do again.
   *
   * @return whether the caller is the one that has to wake it
   */
  public boolean wake(String subscriptionId, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE circuit SET next_probe_at = :now, updated_at = :now
                        WHERE subscription_id = :id AND state = 'LIMITED'
                          AND next_probe_at IS NULL""")
                    .bind("id", subscriptionId)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /**
   * The target that was down answers: what waits goes out within the subscription's limits.
   *
   * @return false where it has none, or the circuit is not OPEN
   */
  public boolean limit(String subscriptionId, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE circuit SET state = 'LIMITED', reason = NULL, since = :now,
                          failing_since = NULL, probes = 0, next_probe_at = :now, updated_at = :now
                        WHERE subscription_id = :id AND state = 'OPEN'
                          AND (SELECT limits IS NOT NULL AND NOT deleted FROM subscription
                            WHERE subscription_id = :id)""")
                    .bind("id", subscriptionId)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /**
   * Subscriptions in force for whose target something waits, and whose workflow believes that
   * nothing does, or was to go on before {@code before}: whoever should have woken it has died.
   * Goes from one waiting subscription to the next, so that those with nothing to send cost
   * nothing.
   */
  public List<String> unattended(Instant before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH RECURSIVE waiting (subscription_id) AS (
                      SELECT min(subscription_id) FROM delivery WHERE status = 'WAITING'
                      UNION ALL
                      SELECT (SELECT min(d.subscription_id) FROM delivery d
                        WHERE d.status = 'WAITING' AND d.subscription_id > w.subscription_id)
                      FROM waiting w WHERE w.subscription_id IS NOT NULL
                    )
                    SELECT c.subscription_id FROM waiting w
                    JOIN circuit c ON c.subscription_id = w.subscription_id
                    JOIN subscription s ON s.subscription_id = w.subscription_id
                    WHERE c.state = 'LIMITED'
                      AND (c.next_probe_at IS NULL OR c.next_probe_at <= :before)
                      AND s.active AND NOT s.deleted
                    LIMIT :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }
}
