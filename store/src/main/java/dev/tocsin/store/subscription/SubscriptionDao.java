package dev.tocsin.store.subscription;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.delivery.DeliveryHold;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads and writes subscriptions. Every write takes the next revision and tells who listens. */
public final class SubscriptionDao {
  /** The PostgreSQL channel that is notified with every change. */
  public static final String NOTIFY_CHANNEL = "tocsin_subscription";

  /** The revision that no subscription has. */
  public static final long UNKNOWN = 0;

  // Any fixed number; all writers of subscriptions queue behind it until they commit.
  private static final long REVISION_LOCK = 0x746f6373696e01L;

  private final Jdbi jdbi;

  public SubscriptionDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * What a change left behind.
   *
   * @param after the subscription as it is now
   * @param heldDeliveries deliveries that were open and are WAITING or CANCELLED now; the first
   *     1,000 of them
   */
  public record Changed(Subscription after, List<String> heldDeliveries) {}

  /**
   * Inserts a subscription under the next revision; the given one's revision does not count.
   *
   * @throws UnknownTemplateException where its tenant has no such template
   */
  public Subscription insert(Subscription draft) {
    return jdbi.inTransaction(
        handle -> {
          Subscription subscription = draft.withRevision(nextRevision(handle));
          TemplateUse.check(handle, subscription);
          SubscriptionRows.bind(
                  handle.createUpdate(
                      "INSERT INTO subscription ("
                          + SubscriptionRows.COLUMNS
                          + ") VALUES (:subscriptionId, :tenant, :name, :eventType,"
                          + " :severityFilter, :pattern::json, :channel, :target, :headers::json,"
                          + " :retry::json, :timeoutSeconds, :schemaVersions, :format,"
                          + " :signatures, :signingKeys::json, :active, :deleted, :revision,"
                          + " :createdAt, :updatedAt, :template::json, :transform::json,"
                          + " :limits::json)"),
                  subscription)
              .execute();
          LimitsColumn.apply(handle, subscription);
          return subscription;
        });
  }

  /**
   * Changes a subscription, and in the same transaction holds (paused) or cancels (deleted) the
   * deliveries that were open.
   *
   * @return empty where the tenant has none of that id
   * @throws UnknownTemplateException where the tenant has no such template
   */
  public Optional<Changed> change(
      String tenant, String subscriptionId, UnaryOperator<Subscription> change) {
    return jdbi.inTransaction(
        handle -> {
          long revision = nextRevision(handle);
          Optional<Subscription> before = lock(handle, tenant, subscriptionId);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          Subscription after = change.apply(before.get()).withRevision(revision);
          if (!Objects.equals(before.get().template(), after.template())) {
            TemplateUse.check(handle, after);
          }
          SubscriptionRows.bind(
                  handle.createUpdate(
                      """
                      UPDATE subscription SET name = :name, event_type = :eventType,
                        severity_filter = :severityFilter, pattern = :pattern::json,
                        channel = :channel, target = :target, headers = :headers::json,
                        retry = :retry::json, timeout_seconds = :timeoutSeconds,
                        schema_versions = :schemaVersions, format = :format,
                        signatures = :signatures, signing_keys = :signingKeys::json,
                        active = :active, deleted = :deleted, revision = :revision,
                        updated_at = :updatedAt, template = :template::json,
                        transform = :transform::json, limits = :limits::json
                      WHERE subscription_id = :subscriptionId"""),
                  after)
              .execute();
          LimitsColumn.apply(handle, after);
          return Optional.of(new Changed(after, DeliveryHold.apply(handle, before.get(), after)));
        });
  }

  /** The tenant's subscription of that id, unless it is deleted. */
  public Optional<Subscription> find(String tenant, String subscriptionId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + SubscriptionRows.COLUMNS
                        + " FROM subscription WHERE subscription_id = :id AND tenant = :tenant"
                        + " AND NOT deleted")
                .bind("id", subscriptionId)
                .bind("tenant", tenant)
                .map(SubscriptionRows::map)
                .findOne());
  }

  /** Subscriptions by id, deleted ones included. */
  public static List<Subscription> findAll(Handle handle, Set<String> subscriptionIds) {
    return handle
        .createQuery(
            "SELECT "
                + SubscriptionRows.COLUMNS
                + " FROM subscription WHERE subscription_id = ANY (:ids)")
        .bindArray("ids", String.class, subscriptionIds.toArray())
        .map(SubscriptionRows::map)
        .list();
  }

  /**
   * Those of the subscriptions that are at another revision than the known one, deleted ones
   * included.
   *
   * @param known revisions by subscription id; {@link #UNKNOWN} where none is known
   */
  public static List<Subscription> findOthers(Handle handle, Map<String, Long> known) {
    List<Map.Entry<String, Long>> rows = List.copyOf(known.entrySet());
    var query =
        handle.createQuery(
            "SELECT "
                + SubscriptionRows.COLUMNS
                + " FROM subscription JOIN unnest(:ids, :revisions) AS known (id, known_revision)"
                + " ON subscription_id = id WHERE revision <> known_revision");
    bindColumn(query, "ids", String.class, rows, Map.Entry::getKey);
    bindColumn(query, "revisions", Long.class, rows, Map.Entry::getValue);
    return query.map(SubscriptionRows::map).list();
  }

  /** The tenant's subscriptions that are not deleted, newest first. */
  public Page<Subscription> list(
      String tenant, SubscriptionFilter filter, Page.Cursor after, int limit) {
    return new Listing(
            SubscriptionRows.COLUMNS, "subscription", "created_at", "subscription_id", after)
        .and("tenant = ?", tenant)
        .and("NOT deleted")
        .and("event_type = ?", filter.eventType())
        .and("channel = ?", filter.channel())
        .and("active = ?", filter.active())
        .page(
            jdbi,
            limit,
            SubscriptionRows::map,
            row -> new Page.Cursor(row.createdAt(), row.subscriptionId()));
  }

  /** Changes after a revision, in order, tombstones included. */
  public List<Subscription> changesAfter(long revision, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + SubscriptionRows.COLUMNS
                        + " FROM subscription WHERE revision > :revision ORDER BY revision"
                        + " LIMIT :limit")
                .bind("revision", revision)
                .bind("limit", limit)
                .map(SubscriptionRows::map)
                .list());
  }

  static Optional<Subscription> lock(Handle handle, String tenant, String id) {
    return handle
        .createQuery(
            "SELECT "
                + SubscriptionRows.COLUMNS
                + " FROM subscription WHERE subscription_id = :id AND tenant = :tenant"
                + " AND NOT deleted FOR UPDATE")
        .bind("id", id)
        .bind("tenant", tenant)
        .map(SubscriptionRows::map)
        .findOne();
  }

  /** Makes all other writers of subscriptions wait until this transaction ends. */
  public static void holdWriters(Handle handle) {
    handle.execute("SELECT pg_advisory_xact_lock(?)", REVISION_LOCK);
  }

  /**
   * Under a lock that lasts until the commit: a lower revision never becomes visible later. To be
   * taken before the subscription's own lock. Tells who listens.
   */
  static long nextRevision(Handle handle) {
    holdWriters(handle);
    handle.execute("SELECT pg_notify('" + NOTIFY_CHANNEL + "', '')");
    return handle.createQuery("SELECT nextval('subscription_revision')").mapTo(Long.class).one();
  }
}
