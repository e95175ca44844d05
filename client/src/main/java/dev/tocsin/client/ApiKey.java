package dev.tocsin.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the server shows it.
 *
 * @param key the secret, only in the answer that made it; not in {@code toString}
 * @param plan null where it has no limits
 * @param state {@code active}, {@code expired} or {@code revoked}
 * @param expiresAt null for never
 * @param replacedBy the id of its successor, once it was rotated
 */
public record ApiKey(
    @Nullable String key,
    String keyId,
    String name,
    List<Role> roles,
    @Nullable Plan plan,
    String state,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable String replacedBy) {

  public ApiKey {
    roles = Answers.list(roles);
  }

  @Override
  public String toString() {
    return "ApiKey[%s, %s, %s, roles=%s]".formatted(keyId, name, state, roles);
  }
}
