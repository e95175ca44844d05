package dev.tocsin.api.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param key the secret; only in the answer that made it
 * @param plan null where it has no limits
 * @param state {@code active}, {@code expired} or {@code revoked}
 */
record KeyAnswer(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
    String keyId,
    String name,
    List<String> roles,
    @Nullable Limits plan,
    String state,
    String createdAt,
    @Nullable String expiresAt,
    @Nullable String revokedAt,
    @Nullable String replacedBy) {

  /** Each null where it is not set. */
  record Limits(
      @Nullable Double ratePerSecond, @Nullable Integer burst, @Nullable Long monthlyQuota) {}

  static KeyAnswer of(ApiKey key, Instant now) {
    return of(key, null, now);
  }

  static KeyAnswer made(ApiKey key, ApiKeySecret secret, Instant now) {
    return of(key, secret.text(), now);
  }

  private static KeyAnswer of(ApiKey key, @Nullable String secret, Instant now) {
    Plan plan = key.plan();
    return new KeyAnswer(
        secret,
        key.keyId(),
        key.name(),
        Role.texts(key.roles()),
        plan.isUnlimited()
            ? null
            : new Limits(plan.ratePerSecond(), plan.burst(), plan.monthlyQuota()),
        key.state(now).name().toLowerCase(Locale.ROOT),
        Timestamps.iso(key.createdAt()),
        Timestamps.isoOrNull(key.expiresAt()),
        Timestamps.isoOrNull(key.revokedAt()),
        key.replacedBy());
  }
}
