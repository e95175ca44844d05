package dev.tocsin.store.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param roles one at least
 * @param expiresAt absent where it does not expire
 */
public record NewApiKey(
    String tenant, String name, Set<Role> roles, Plan plan, @Nullable Instant expiresAt) {

  /** With all rights, without limits and for ever. */
  public static NewApiKey admin(String tenant, String name) {
    return new NewApiKey(tenant, name, Set.of(Role.ADMIN), Plan.UNLIMITED, null);
  }
}
