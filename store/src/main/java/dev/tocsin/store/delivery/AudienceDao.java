package dev.tocsin.store.delivery;

import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The deliveries of an event with a large audience. */
public final class AudienceDao {
  private final Jdbi jdbi;

  public AudienceDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** How many of the event's deliveries are SENT; 0 where it is not stored any more. */
  public int sent(EventRef event) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT deliveries - unsent FROM event
                    WHERE event_id = :eventId AND day = :day AND deliveries IS NOT NULL""")
                .bind("eventId", event.eventId())
                .bind("day", event.day())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
  }

  /** How many of the event's deliveries nobody has tried. */
  public int untried(EventRef event) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FILTER (WHERE status = 'PENDING' AND attempts = 0)
                    FROM delivery WHERE event_id = :eventId AND day = :day""")
                .bind("eventId", event.eventId())
                .bind("day", event.day())
                .mapTo(Integer.class)
                .one());
  }

  /**
   * The next deliveries of the range that are open, or dead letters, in the order of their ids.
   * Those that wait for their target are its workflow's. Compared as pairs, which the index of an
   * event's deliveries has and the primary key has not, through which it would meet other events'.
   */
  public List<DeliveryKey> next(EventRef event, FanOutRange range, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT delivery_id FROM delivery
                    WHERE event_id = :eventId AND day = :day
                      AND (event_id, delivery_id) > (:eventId, :after)
                      AND (event_id, delivery_id) < (:eventId, :until)
                      AND status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'DEAD')
                    ORDER BY delivery_id LIMIT :limit""")
                .bind("eventId", event.eventId())
                .bind("day", event.day())
                .bind("after", range.after())
                .bind("until", range.until())
                .bind("limit", limit)
                .map((row, context) -> new DeliveryKey(row.getString(1), event.day()))
                .list());
  }

  /**
   * Cancels those that nobody has tried, in the order of their ids.
   *
   * @param after the id before the first one; empty for the first page
   * @param limit how many at most
   */
  public CalledOff callOff(EventRef event, String after, String reason, Instant now, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH called AS (
                      UPDATE delivery SET status = 'CANCELLED', reason = :reason,
                        next_attempt_at = NULL, updated_at = :now, settled_at = :now
                      WHERE (delivery_id, day) IN (
                        SELECT delivery_id, day FROM delivery
                        WHERE event_id = :eventId AND day = :day
                          AND (event_id, delivery_id) > (:eventId, :after)
                          AND status = 'PENDING' AND attempts = 0
                        ORDER BY delivery_id LIMIT :limit FOR UPDATE)
                      RETURNING delivery_id)
                    SELECT count(*), max(delivery_id) FROM called""")
                .bind("eventId", event.eventId())
                .bind("day", event.day())
                .bind("after", after)
                .bind("reason", reason)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new CalledOff(row.getInt(1), row.getString(2)))
                .one());
  }

  /**
   * A page of what was cancelled.
   *
   * @param last the id of the last one; null where there was none
   */
  public record CalledOff(int count, @Nullable String last) {}
}
