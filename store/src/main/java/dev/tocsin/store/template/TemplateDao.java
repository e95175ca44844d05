package dev.tocsin.store.template;

import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads and writes shared templates and their versions. */
public final class TemplateDao {
  private static final String OF_ID = " WHERE template_id = :id AND tenant = :tenant";

  private final Jdbi jdbi;

  public TemplateDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * What became of a deletion.
   *
   * @param existed false where the tenant has no template of that id
   * @param users how many subscriptions use it; where there are any, it is not deleted
   */
  public record Deletion(boolean existed, int users) {}

  /**
   * Makes a template, whose first version this is.
   *
   * @return false where the tenant has one of that name
   */
  public boolean insert(Template template, TemplateVersion first) {
    return jdbi.inTransaction(
        handle -> {
          int made =
              handle
                  .createUpdate(
                      "INSERT INTO template ("
                          + TemplateRows.COLUMNS
                          + ") VALUES (:id, :tenant, :name, 1, :at, :at)"
                          + " ON CONFLICT (tenant, name) DO NOTHING")
                  .bind("id", template.templateId())
                  .bind("tenant", template.tenant())
                  .bind("name", template.name())
                  .bind("at", template.createdAt())
                  .execute();
          if (made == 1) {
            insert(handle, first);
          }
          return made == 1;
        });
  }

  /**
   * Adds a version, unless the newest says the same.
   *
   * @return the newest version; empty where the tenant has no template of that id
   */
  public Optional<TemplateVersion> add(
      String tenant, String templateId, TemplateParts parts, Instant now, String keyId) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Template> before = find(handle, tenant, templateId, " FOR UPDATE");
          if (before.isEmpty()) {
            return Optional.empty();
          }
          int newest = before.get().newest();
          Optional<TemplateVersion> same =
              version(handle, tenant, templateId, newest)
                  .filter(version -> version.parts().equals(parts));
          if (same.isPresent()) {
            return same;
          }
          TemplateVersion next =
              new TemplateVersion(tenant, templateId, newest + 1, parts, now, keyId);
          handle
              .createUpdate(
                  "UPDATE template SET newest = :version, updated_at = :now"
                      + " WHERE template_id = :id")
              .bind("version", next.version())
              .bind("now", now)
              .bind("id", templateId)
              .execute();
          insert(handle, next);
          return Optional.of(next);
        });
  }

  public Optional<Template> find(String tenant, String templateId) {
    return jdbi.withHandle(handle -> find(handle, tenant, templateId, ""));
  }

  /** The tenant's templates, newest first. */
  public Page<Template> list(String tenant, Page.Cursor after, int limit) {
    return new Listing(TemplateRows.COLUMNS, "template", "created_at", "template_id", after)
        .and("tenant = ?", tenant)
        .page(
            jdbi,
            limit,
            TemplateRows::template,
            row -> new Page.Cursor(row.createdAt(), row.templateId()));
  }

  public Optional<TemplateVersion> version(String tenant, String templateId, int version) {
    return jdbi.withHandle(handle -> version(handle, tenant, templateId, version));
  }

  /** The versions of a template, the newest first, at most so many. */
  public List<TemplateVersion> versions(String tenant, String templateId, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + TemplateRows.VERSION_COLUMNS
                        + " FROM template_version"
                        + OF_ID
                        + " ORDER BY version DESC LIMIT :most")
                .bind("id", templateId)
                .bind("tenant", tenant)
                .bind("most", most)
                .map(TemplateRows::version)
                .list());
  }

  /** Deletes a template with all its versions, unless a subscription uses it. */
  public Deletion delete(String tenant, String templateId) {
    return jdbi.inTransaction(
        handle -> {
          // No subscription begins to use it between the count and the commit.
          SubscriptionDao.holdWriters(handle);
          if (find(handle, tenant, templateId, " FOR UPDATE").isEmpty()) {
            return new Deletion(false, 0);
          }
          int users =
              handle
                  .createQuery(
                      "SELECT count(*) FROM subscription WHERE template ->> 'id' = :id"
                          + " AND NOT deleted AND template IS NOT NULL")
                  .bind("id", templateId)
                  .mapTo(Integer.class)
                  .one();
          if (users == 0) {
            handle.execute("DELETE FROM template WHERE template_id = ?", templateId);
          }
          return new Deletion(true, users);
        });
  }

  private static Optional<Template> find(
      Handle handle, String tenant, String templateId, String lock) {
    return handle
        .createQuery("SELECT " + TemplateRows.COLUMNS + " FROM template" + OF_ID + lock)
        .bind("id", templateId)
        .bind("tenant", tenant)
        .map(TemplateRows::template)
        .findOne();
  }

  private static Optional<TemplateVersion> version(
      Handle handle, String tenant, String templateId, int version) {
    return handle
        .createQuery(
            "SELECT "
                + TemplateRows.VERSION_COLUMNS
                + " FROM template_version"
                + OF_ID
                + " AND version = :version")
        .bind("id", templateId)
        .bind("tenant", tenant)
        .bind("version", version)
        .map(TemplateRows::version)
        .findOne();
  }

  private static void insert(Handle handle, TemplateVersion version) {
    handle
        .createUpdate(
            "INSERT INTO template_version ("
                + TemplateRows.VERSION_COLUMNS
                + ") VALUES (:tenant, :id, :version, :parts::json, :at, :by)")
        .bind("tenant", version.tenant())
        .bind("id", version.templateId())
        .bind("version", version.version())
        .bind("parts", TemplateRows.write(version.parts()))
        .bind("at", version.createdAt())
        .bind("by", version.createdBy())
        .execute();
  }
}
