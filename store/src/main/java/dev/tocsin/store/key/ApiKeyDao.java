package dev.tocsin.store.key;

import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Listing;
import dev.tocsin.store.database.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes, finds, replaces and revokes API keys. Rows stay for ever, so that they can be listed. */
public final class ApiKeyDao {
  private final Jdbi jdbi;

  public ApiKeyDao(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Stores a key with all rights, and its tenant where that is new. A key that is stored already
   * stays as it is.
   */
  public void store(ApiKeySecret secret, String tenant, String name, Instant now) {
    create(secret, NewApiKey.admin(tenant, name), now);
  }

  /** Stores a key, and its tenant where that is new. */
  public ApiKey create(ApiKeySecret secret, NewApiKey draft, Instant now) {
    ApiKey key = ApiKeyRows.of(draft, null, now);
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "INSERT INTO tenant (tenant) VALUES (?) ON CONFLICT DO NOTHING", key.tenant());
          ApiKeyRows.insert(handle, key, secret);
        });
    return key;
  }

  /** The key of that secret, good or not. */
  public Optional<ApiKey> find(ApiKeySecret secret) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT " + ApiKeyRows.COLUMNS + " FROM api_key WHERE key_hash = :hash")
                .bind("hash", secret.hash())
                .map((row, context) -> ApiKeyRows.read(row))
                .findOne());
  }

  /** A tenant's key that is not revoked. */
  public Optional<ApiKey> find(String tenant, String keyId) {
    return jdbi.withHandle(handle -> find(handle, tenant, keyId, ""));
  }

  /** A tenant's keys, good or not, newest first. */
  public Page<ApiKey> list(String tenant, Page.Cursor after, int limit) {
    return new Listing(ApiKeyRows.COLUMNS, "api_key", "created_at", "key_id", after)
        .and("tenant = ?", tenant)
        .page(
            jdbi,
            limit,
            (row, context) -> ApiKeyRows.read(row),
            key -> new Page.Cursor(key.createdAt(), key.keyId()));
  }

  /**
   * Revokes a tenant's key. Its row stays: it says who did what.
   *
   * @return the key as it is now; empty where the tenant has none of that id that is not revoked
   */
  public Optional<ApiKey> revoke(String tenant, String keyId, Instant now) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    UPDATE api_key SET revoked_at = :now
                    WHERE tenant = :tenant AND key_id = :keyId AND revoked_at IS NULL
                    RETURNING """
                        + " "
                        + ApiKeyRows.COLUMNS)
                .bind("now", now)
                .bind("tenant", tenant)
                .bind("keyId", keyId)
                .map((row, context) -> ApiKeyRows.read(row))
                .findOne());
  }

  /** What a rotation left behind: nothing new where the old key was not good. */
  public record Rotated(ApiKey before, @Nullable ApiKey successor) {}

  /**
   * Makes a key of the same name, roles and plan, which counts on the same usage, and lets the old
   * one expire.
   *
   * @param overlap for how long both are good; the old key never lives longer than it would have
   * @param expiresAt of the new key; absent: as long after now as the old one's was after its
   *     making, where that had one
   * @return empty where the tenant has no key of that id that is not revoked; without a successor
   *     where the key is expired or replaced already
   */
  public Optional<Rotated> rotate(
      String tenant,
      String keyId,
      ApiKeySecret secret,
      Duration overlap,
      @Nullable Instant expiresAt,
      Instant now) {
    return jdbi.inTransaction(
        handle ->
            find(handle, tenant, keyId, " FOR UPDATE")
                .map(
                    key ->
                        key.isGood(now) && key.replacedBy() == null
                            ? replace(handle, key, secret, now.plus(overlap), expiresAt, now)
                            : new Rotated(key, null)));
  }

  private static Rotated replace(
      Handle handle,
      ApiKey key,
      ApiKeySecret secret,
      Instant oldUntil,
      @Nullable Instant expiresAt,
      Instant now) {
    Instant before = key.expiresAt();
    Instant until = expiresAt;
    if (until == null && before != null) {
      until = now.plus(Duration.between(key.createdAt(), before));
    }
    ApiKey successor =
        ApiKeyRows.of(
            new NewApiKey(key.tenant(), key.name(), key.roles(), key.plan(), until),
            key.usageId(),
            now);
    ApiKeyRows.insert(handle, successor, secret);
    handle
        .createUpdate(
            """
            UPDATE api_key SET replaced_by = :successor, expires_at = least(expires_at, :until)
            WHERE key_id = :keyId""")
        .bind("successor", successor.keyId())
        .bind("until", oldUntil)
        .bind("keyId", key.keyId())
        .execute();
    return new Rotated(find(handle, key.tenant(), key.keyId(), "").orElseThrow(), successor);
  }

  private static Optional<ApiKey> find(Handle handle, String tenant, String keyId, String locking) {
    return handle
        .createQuery(
            "SELECT "
                + ApiKeyRows.COLUMNS
                + " FROM api_key WHERE tenant = :tenant AND key_id = :keyId"
                + " AND revoked_at IS NULL"
                + locking)
        .bind("tenant", tenant)
        .bind("keyId", keyId)
        .map((row, context) -> ApiKeyRows.read(row))
        .findOne();
  }
}
