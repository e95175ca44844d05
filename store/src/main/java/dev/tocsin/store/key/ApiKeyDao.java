package dev.tocsin.store.key;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Rows;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Makes and finds API keys. */
public final class ApiKeyDao {
  private final Jdbi jdbi;

  public ApiKeyDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Stores a key, and its tenant where that is new. A key that is stored already stays as it is.
   */
  public void store(ApiKeySecret secret, String tenant, String name, Instant now) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("INSERT INTO tenant (tenant) VALUES (?) ON CONFLICT DO NOTHING", tenant);
          handle
              .createUpdate(
                  """
                  INSERT INTO api_key (key_id, tenant, name, key_hash, created_at)
                  VALUES (:keyId, :tenant, :name, :hash, :now) ON CONFLICT DO NOTHING""")
              .bind("keyId", Identity.newKeyId(now))
              .bind("tenant", tenant)
              .bind("name", name)
              .bind("hash", secret.hash())
              .bind("now", now)
              .execute();
        });
  }

  /** The key of that secret, good or not. */
  public Optional<ApiKey> find(ApiKeySecret secret) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT key_id, tenant, name, created_at, expires_at, revoked_at
                    FROM api_key WHERE key_hash = :hash""")
                .bind("hash", secret.hash())
                .map(
                    (row, context) ->
                        new ApiKey(
                            row.getString("key_id"),
                            row.getString("tenant"),
                            row.getString("name"),
                            Rows.instant(row, "created_at"),
                            Rows.nullableInstant(row, "expires_at"),
                            Rows.nullableInstant(row, "revoked_at")))
                .findOne());
  }
}
