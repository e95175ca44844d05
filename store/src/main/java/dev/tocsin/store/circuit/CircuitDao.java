package dev.tocsin.store.circuit;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Reads and writes circuits. Whoever locks both takes the circuit before its deliveries, and the
 * subscription before its circuit.
 */
public final class CircuitDao {
  private final Jdbi jdbi;
  private final SystemEventLog systemEvents;

  /** One whose system events recovery starts. */
  public CircuitDao(Database database) {
    this(database, SystemEventLog.leftToRecovery());
  }

  /**
   * @param systemEvents tells which circuits open or are disabled, in the commit that does it
   */
  public CircuitDao(Database database, SystemEventLog systemEvents) {
    this.jdbi = database.jdbi();
    this.systemEvents = systemEvents;
  }

  public Optional<Circuit> find(String subscriptionId) {
    return jdbi.withHandle(handle -> find(handle, subscriptionId));
  }

  /**
   * Opens a circuit, unless it is OPEN or DISABLED already, and holds what is open of its
   * subscription, as a pause does. A circuit that is OPEN can become DISABLED in this way.
   *
   * @param wanted OPEN or DISABLED, with the time of the change
   * @return the circuit as it is now; empty where the subscription is deleted
   */
  public Optional<Circuit> open(Circuit wanted) {
    return jdbi.inTransaction(
        handle -> {
          // A subscription that is deleted in this moment has cancelled everything for good.
          boolean there =
              handle
                  .createQuery(
                      "SELECT NOT deleted FROM subscription WHERE subscription_id = :id FOR SHARE")
                  .bind("id", wanted.subscriptionId())
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          if (!there) {
            return Optional.empty();
          }
          int changed =
              bind(
                      handle.createUpdate(
                          """
                          INSERT INTO circuit AS c (subscription_id, state, reason, since,
                            failing_since, probes, next_probe_at, updated_at)
                          VALUES (:id, :state, :reason, :since, :failingSince, :probes,
                            :nextProbeAt, :since)
                          ON CONFLICT (subscription_id) DO UPDATE SET state = :state,
                            reason = :reason, since = :since, failing_since = :failingSince,
                            probes = :probes, next_probe_at = :nextProbeAt, updated_at = :since
                          WHERE c.state IN ('CLOSED', 'LIMITED')
                            OR (c.state = 'OPEN' AND :state = 'DISABLED')"""),
                      wanted)
                  .execute();
          if (changed == 1) {
            hold(handle, wanted.subscriptionId(), wanted.since());
            tell(handle, wanted);
          }
          return find(handle, wanted.subscriptionId());
        });
  }

  /** Writes what a step of its workflow led to, unless somebody closed it meanwhile. */
  public void update(Circuit circuit, Instant now) {
    jdbi.useTransaction(
        handle -> {
          int changed =
              bind(
                      handle.createUpdate(
                          """
                        UPDATE circuit SET state = :state, reason = :reason, since = :since,
                          failing_since = :failingSince, probes = :probes,
                          next_probe_at = :nextProbeAt, updated_at = :now
                        WHERE subscription_id = :id AND state = 'OPEN'"""),
                      circuit)
                  .bind("now", now)
                  .execute();
          if (changed == 1 && circuit.state() == CircuitState.DISABLED) {
            tell(handle, circuit);
          }
        });
  }

  /**
   * Closes a circuit, unless a delivery waits for it, it is DISABLED, or its subscription has
   * limits.
   *
   * @return whether it is closed now
   */
  public boolean close(String subscriptionId, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          // Limits that are set in this moment come before, or find it closed.
          handle
              .createQuery("SELECT 1 FROM subscription WHERE subscription_id = :id FOR SHARE")
              .bind("id", subscriptionId)
              .mapTo(Integer.class)
              .findOne();
          // On its own, so that the next statement sees what those wrote who had it share-locked.
          handle
              .createQuery("SELECT state FROM circuit WHERE subscription_id = :id FOR UPDATE")
              .bind("id", subscriptionId)
              .mapTo(String.class)
              .findOne();
          handle
              .createUpdate(
                  """
                  UPDATE circuit SET state = 'CLOSED', failing_since = NULL, next_probe_at = NULL,
                    updated_at = :now
                  WHERE subscription_id = :id AND state IN ('OPEN', 'LIMITED')
                    AND (SELECT limits IS NULL FROM subscription WHERE subscription_id = :id)
                    AND NOT EXISTS (SELECT FROM delivery
                      WHERE status = 'WAITING' AND subscription_id = :id)""")
              .bind("id", subscriptionId)
              .bind("now", now)
              .execute();
          return find(handle, subscriptionId)
              .map(circuit -> circuit.state() == CircuitState.CLOSED)
              .orElse(true);
        });
  }

  /**
   * Circuits of subscriptions in force that are open and were to be probed before {@code before},
   * after the one of that id, in the order of their ids.
   */
  public List<String> unattended(Instant before, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT c.subscription_id FROM circuit c
                    JOIN subscription s ON s.subscription_id = c.subscription_id
                    WHERE c.state = 'OPEN' AND c.next_probe_at <= :before
                      AND s.active AND NOT s.deleted AND c.subscription_id > :after
                    ORDER BY c.subscription_id LIMIT :limit""")
                .bind("before", before)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  private static Optional<Circuit> find(Handle handle, String subscriptionId) {
    return handle
        .createQuery("SELECT " + CircuitRows.COLUMNS + " FROM circuit WHERE subscription_id = :id")
        .bind("id", subscriptionId)
        .map(CircuitRows::map)
        .findOne();
  }

  private void tell(Handle handle, Circuit turned) {
    systemEvents.circuitTurned(
        handle,
        turned.subscriptionId(),
        turned.state(),
        turned.reason(),
        turned.failingSince(),
        turned.since());
  }

  /** Locks in the order of the ids, as those do who record outcomes meanwhile. */
  private static void hold(Handle handle, String subscriptionId, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE delivery SET status = 'WAITING', updated_at = :now
            WHERE (delivery_id, day) IN (
              SELECT delivery_id, day FROM delivery WHERE subscription_id = :id
                AND status IN ('PENDING', 'SCHEDULED', 'RETRYING')
              ORDER BY delivery_id FOR UPDATE)
              AND status IN ('PENDING', 'SCHEDULED', 'RETRYING')""")
        .bind("id", subscriptionId)
        .bind("now", now)
        .execute();
  }

  private static <Q extends SqlStatement<Q>> Q bind(Q statement, Circuit circuit) {
    return statement
        .bind("id", circuit.subscriptionId())
        .bind("state", circuit.state().name())
        .bind("reason", circuit.reason())
        .bind("since", circuit.since())
        .bind("failingSince", circuit.failingSince())
        .bind("probes", circuit.probes())
        .bind("nextProbeAt", circuit.nextProbeAt());
  }
}
