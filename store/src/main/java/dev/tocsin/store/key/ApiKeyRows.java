package dev.tocsin.store.key;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.database.Rows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code api_key}. */
final class ApiKeyRows {
  static final String COLUMNS =
      "key_id, tenant, name, roles, rate_per_second, burst, monthly_quota,"
          + " coalesce(usage_id, key_id) AS usage_id, created_at, expires_at, revoked_at,"
          + " replaced_by";

  private ApiKeyRows() {}

  /** Nothing where the secret is stored already. */
  static void insert(Handle handle, ApiKey key, ApiKeySecret secret) {
    handle
        .createUpdate(
            """
            INSERT INTO api_key (key_id, tenant, name, key_hash, roles, rate_per_second, burst,
              monthly_quota, usage_id, created_at, expires_at)
            VALUES (:keyId, :tenant, :name, :hash, :roles, :rate, :burst,
              :quota, :usageId, :now, :expiresAt)
            ON CONFLICT DO NOTHING""")
        .bind("keyId", key.keyId())
        .bind("tenant", key.tenant())
        .bind("name", key.name())
        .bind("hash", secret.hash())
        .bindArray("roles", String.class, Role.texts(key.roles()))
        .bind("rate", key.plan().ratePerSecond())
        .bind("burst", key.plan().burst())
        .bind("quota", key.plan().monthlyQuota())
        .bind("usageId", key.usageId())
        .bind("now", key.createdAt())
        .bind("expiresAt", key.expiresAt())
        .execute();
  }

  /**
   * @param usageId absent: the key is counted on its own
   */
  static ApiKey of(NewApiKey key, @Nullable String usageId, Instant now) {
    String keyId = Identity.newKeyId(now);
    return new ApiKey(
        keyId,
        key.tenant(),
        key.name(),
        key.roles(),
        key.plan(),
        usageId == null ? keyId : usageId,
        now,
        key.expiresAt(),
        null,
        null);
  }

  static ApiKey read(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("key_id"),
        row.getString("tenant"),
        row.getString("name"),
        roles(row.getArray("roles")),
        new Plan(
            (Double) row.getObject("rate_per_second"),
            Rows.nullableInt(row, "burst"),
            (Long) row.getObject("monthly_quota")),
        row.getString("usage_id"),
        Rows.instant(row, "created_at"),
        Rows.nullableInstant(row, "expires_at"),
        Rows.nullableInstant(row, "revoked_at"),
        row.getString("replaced_by"));
  }

  private static Set<Role> roles(Array column) throws SQLException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    // A role that only a later release knows opens nothing here.
    Arrays.stream((String[]) column.getArray())
        .forEach(text -> Role.parse(text).ifPresent(roles::add));
    return roles;
  }
}
