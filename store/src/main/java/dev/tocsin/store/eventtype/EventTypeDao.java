package dev.tocsin.store.eventtype;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/** Reads and registers event types and their versions. Names are given lower-cased. */
public final class EventTypeDao {
  private static final String OF_TYPE = " WHERE tenant = :tenant AND name = :name";

  private final Jdbi jdbi;

  public EventTypeDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Registers the next version of a type, or the first of a new one.
   *
   * @return false where it is not the next (any more): somebody else was faster; nothing is written
   */
  public boolean insert(EventTypeVersion version) {
    return jdbi.inTransaction(
        handle -> {
          if (!(version.version() == 1 ? begin(handle, version) : follow(handle, version))) {
            return false;
          }
          JsonText example = version.example();
          bind(
                  handle.createUpdate(
                      "INSERT INTO event_type_version ("
                          + EventTypeRows.VERSION_COLUMNS
                          + ") VALUES (:tenant, :name, :version, :schema::json, :description,"
                          + " :example::json, :owner, :domain, :forced, :createdAt, :createdBy,"
                          + " NULL)"),
                  version)
              .bind("schema", version.schema().text())
              .bind("description", version.description())
              .bind("example", example == null ? null : example.text())
              .bind("forced", version.forced())
              .bind("createdBy", version.createdBy())
              .execute();
          return true;
        });
  }

  /** The tenant's type of that name. */
  public Optional<EventType> find(String tenant, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT " + EventTypeRows.COLUMNS + " FROM event_type" + OF_TYPE)
                .bind("tenant", tenant)
                .bind("name", name)
                .map(EventTypeRows::type)
                .findOne());
  }

  /** The tenant's types, newest first. */
  public Page<EventType> list(String tenant, EventTypeFilter filter, Page.Cursor after, int limit) {
    return new Listing(EventTypeRows.COLUMNS, "event_type", "created_at", "type_id", after)
        .and("tenant = ?", tenant)
        .and("domain = ?", filter.domain())
        .and("owner = ?", filter.owner())
        .page(
            jdbi,
            limit,
            EventTypeRows::type,
            row -> new Page.Cursor(row.createdAt(), row.typeId()));
  }

  public Optional<EventTypeVersion> version(String tenant, String name, int version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + EventTypeRows.VERSION_COLUMNS
                        + " FROM event_type_version"
                        + OF_TYPE
                        + " AND version = :version")
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("version", version)
                .map(EventTypeRows::version)
                .findOne());
  }

  /** The versions of a type from that one downwards, at most {@code limit}. */
  public List<EventTypeVersion> versionsDownFrom(
      String tenant, String name, int newest, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + EventTypeRows.VERSION_COLUMNS
                        + " FROM event_type_version"
                        + OF_TYPE
                        + " AND version <= :newest ORDER BY version DESC LIMIT :limit")
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("newest", newest)
                .bind("limit", limit)
                .map(EventTypeRows::version)
                .list());
  }

  /** All versions of a type, the first first. */
  public List<VersionSummary> versions(String tenant, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + EventTypeRows.SUMMARY_COLUMNS
                        + " FROM event_type_version"
                        + OF_TYPE
                        + " ORDER BY version")
                .bind("tenant", tenant)
                .bind("name", name)
                .map(EventTypeRows::summary)
                .list());
  }

  /**
   * Marks a version as deprecated; one that is already keeps its time.
   *
   * @return empty where there is no such version
   */
  public Optional<EventTypeVersion> deprecate(
      String tenant, String name, int version, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "UPDATE event_type_version SET deprecated_at = coalesce(deprecated_at, :now)"
                        + OF_TYPE
                        + " AND version = :version RETURNING "
                        + EventTypeRows.VERSION_COLUMNS)
                .bind("now", now)
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("version", version)
                .map(EventTypeRows::version)
                .findOne());
  }

  private static boolean begin(Handle handle, EventTypeVersion version) {
    return bind(
                handle.createUpdate(
                    """
                    INSERT INTO event_type (type_id, tenant, name, newest, owner, domain, created_at)
                    VALUES (:typeId, :tenant, :name, :version, :owner, :domain, :createdAt)
                    ON CONFLICT DO NOTHING"""),
                version)
            .bind("typeId", Identity.newEventTypeId(version.createdAt()))
            .execute()
        == 1;
  }

  /** The row's lock makes writers of one type queue; the number tells who came too late. */
  private static boolean follow(Handle handle, EventTypeVersion version) {
    return bind(
                handle.createUpdate(
                    "UPDATE event_type SET newest = :version, owner = :owner, domain = :domain"
                        + OF_TYPE
                        + " AND newest = :version - 1"),
                version)
            .execute()
        == 1;
  }

  private static <Q extends SqlStatement<Q>> Q bind(Q statement, EventTypeVersion version) {
    return statement
        .bind("tenant", version.tenant())
        .bind("name", version.name())
        .bind("version", version.version())
        .bind("owner", version.owner())
        .bind("domain", version.domain())
        .bind("createdAt", version.createdAt());
  }
}
