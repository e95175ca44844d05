package dev.tocsin.store.circuit;

import dev.tocsin.store.database.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Shows circuits to operators, and takes their orders. */
public final class CircuitOrdersDao {
  private final Jdbi jdbi;

  public CircuitOrdersDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** A circuit that is not closed, and how many deliveries wait behind it. */
  public record Shown(Circuit circuit, long waiting) {}

  /** Those of the subscriptions' circuits that are not closed, by their subscription's id. */
  public Map<String, Shown> shown(Collection<String> subscriptionIds) {
    if (subscriptionIds.isEmpty()) {
      return Map.of();
    }
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT "
                            + CircuitRows.COLUMNS
                            + """
                            , (SELECT count(*) FROM delivery d WHERE d.status = 'WAITING'
                                AND d.subscription_id = circuit.subscription_id) AS waiting
                            FROM circuit
                            WHERE subscription_id = ANY (:ids) AND state <> 'CLOSED'""")
                    .bindArray("ids", String.class, subscriptionIds.toArray())
                    .map(
                        (row, context) ->
                            new Shown(CircuitRows.map(row, context), row.getLong("waiting")))
                    .list())
        .stream()
        .collect(Collectors.toMap(shown -> shown.circuit().subscriptionId(), shown -> shown));
  }

  /**
   * Makes the next probe of a target that is down due now.
   *
   * @return false where its circuit is not OPEN
   */
  public boolean makeDue(String subscriptionId, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE circuit SET next_probe_at = :now, updated_at = :now
                        WHERE subscription_id = :id AND state = 'OPEN'""")
                    .bind("id", subscriptionId)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /**
   * Lets a target be tried again whose subscription is disabled: OPEN, and a probe is due now. The
   * time after which it would be disabled again begins anew. One that is OPEN is due now as well,
   * and one that has limits looks for what waits.
   *
   * @return false where its circuit is closed: nothing held its deliveries
   */
  public boolean enable(String subscriptionId, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE circuit SET next_probe_at = :now,
                          state = CASE state WHEN 'LIMITED' THEN state ELSE 'OPEN' END,
                          probes = CASE state WHEN 'LIMITED' THEN probes ELSE 0 END,
                          since = CASE state WHEN 'DISABLED' THEN :now ELSE since END,
                          failing_since = CASE WHEN state <> 'DISABLED' THEN failing_since END,
                          updated_at = :now
                        WHERE subscription_id = :id AND state <> 'CLOSED'""")
                    .bind("id", subscriptionId)
                    .bind("now", now)
                    .execute()
                == 1);
  }

  /** For measurements. */
  public CircuitFigures figures() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT (SELECT count(*) FROM circuit WHERE state = 'OPEN') AS open,
                      (SELECT count(*) FROM circuit WHERE state = 'DISABLED') AS disabled,
                      (SELECT count(*) FROM delivery WHERE status = 'WAITING') AS waiting""")
                .map(
                    (row, context) ->
                        new CircuitFigures(
                            row.getLong("open"), row.getLong("disabled"), row.getLong("waiting")))
                .one());
  }
}
