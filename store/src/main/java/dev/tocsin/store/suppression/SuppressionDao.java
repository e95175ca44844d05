package dev.tocsin.store.suppression;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads and changes suppression lists. Addresses are given in lower case. */
public final class SuppressionDao {
  private static final String COLUMNS =
      "suppression_id, tenant, address, reason, source, detail, message_id, created_at";

  /** Of an address that was taken off the list, only what happened since puts it on again. */
  private static final String ADD =
      "INSERT INTO suppression AS s ("
          + COLUMNS
          + """
          ) VALUES (:id, :tenant, :address, :reason, :source, :detail, :messageId, :createdAt)
          ON CONFLICT (tenant, address) DO UPDATE SET reason = EXCLUDED.reason,
            source = EXCLUDED.source, detail = EXCLUDED.detail, message_id = EXCLUDED.message_id,
            created_at = EXCLUDED.created_at, removed_at = NULL
          WHERE s.removed_at < :happenedAt""";

  private final Jdbi jdbi;

  public SuppressionDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The tenant's entry of that address. */
  public Optional<Suppression> find(String tenant, String address) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM suppression WHERE tenant = :tenant AND address = :address"
                        + " AND removed_at IS NULL")
                .bind("tenant", tenant)
                .bind("address", address)
                .map(SuppressionDao::map)
                .findOne());
  }

  /** The tenant's list, newest first. */
  public Page<Suppression> list(String tenant, Page.Cursor after, int limit) {
    return new Listing(COLUMNS, "suppression", "created_at", "suppression_id", after)
        .and("tenant = ?", tenant)
        .and("removed_at IS NULL")
        .page(
            jdbi,
            limit,
            SuppressionDao::map,
            entry -> new Page.Cursor(entry.createdAt(), entry.suppressionId()));
  }

  /**
   * Puts an address on the list. One that is there stays as it is.
   *
   * @return whether it was not there
   */
  public boolean add(Suppression entry) {
    return jdbi.withHandle(handle -> add(handle, entry, Instant.MAX));
  }

  /**
   * The same within a transaction.
   *
   * @param happenedAt when the mail came back; {@link Instant#MAX}: it counts whenever the address
   *     was taken off the list
   */
  static boolean add(Handle handle, Suppression entry, Instant happenedAt) {
    Instant latest = entry.createdAt().plusSeconds(1);
    return handle
            .createUpdate(ADD)
            .bind("id", entry.suppressionId())
            .bind("tenant", entry.tenant())
            .bind("address", entry.address())
            .bind("reason", entry.reason().name())
            .bind("source", entry.source())
            .bind("detail", entry.detail())
            .bind("messageId", entry.messageId())
            .bind("createdAt", entry.createdAt())
            .bind("happenedAt", happenedAt.isAfter(latest) ? latest : happenedAt)
            .execute()
        == 1;
  }

  /**
   * Takes an address off the list.
   *
   * @return false where it was not there
   */
  public boolean remove(String tenant, String address, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE suppression SET removed_at = :now WHERE tenant = :tenant"
                            + " AND address = :address AND removed_at IS NULL")
                    .bind("now", now)
                    .bind("tenant", tenant)
                    .bind("address", address)
                    .execute()
                == 1);
  }

  /** Why mails do not go to the targets of these subscriptions, by the subscription's id. */
  public static Map<String, Suppression.Reason> ofTargets(
      Handle handle, List<Subscription> subscriptions) {
    Map<String, Suppression.Reason> reasons = new HashMap<>();
    if (subscriptions.isEmpty()) {
      return reasons;
    }
    var query =
        handle.createQuery(
            """
            SELECT row.id, s.reason FROM unnest(:ids, :tenants, :addresses)
              AS row (id, tenant, address)
            CROSS JOIN LATERAL (SELECT reason FROM suppression
              WHERE tenant = row.tenant AND address = row.address AND removed_at IS NULL
              LIMIT 1) s""");
    bindColumn(query, "ids", String.class, subscriptions, Subscription::subscriptionId);
    bindColumn(query, "tenants", String.class, subscriptions, Subscription::tenant);
    bindColumn(
        query,
        "addresses",
        String.class,
        subscriptions,
        each -> Suppression.normalized(each.target()));
    query
        .map(
            (row, context) ->
                reasons.put(
                    row.getString("id"), Suppression.Reason.valueOf(row.getString("reason"))))
        .list();
    return reasons;
  }

  private static Suppression map(ResultSet row, StatementContext context) throws SQLException {
    return new Suppression(
        row.getString("suppression_id"),
        row.getString("tenant"),
        row.getString("address"),
        Suppression.Reason.valueOf(row.getString("reason")),
        row.getString("source"),
        row.getString("detail"),
        row.getString("message_id"),
        Rows.instant(row, "created_at"));
  }
}
