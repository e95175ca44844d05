package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key to make.
 *
 * @param name for people, 1 to 255 characters
 * @param roles at least one
 * @param expiresAt a time to come; null for none
 * @param plan null for no limits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewKey(
    String name, Set<Role> roles, @Nullable Instant expiresAt, @Nullable Plan plan) {
  public NewKey {
    roles = Set.copyOf(roles);
  }

  /** A key that never expires and has no limits. */
  public static NewKey of(String name, Role... roles) {
    return new NewKey(name, Set.of(roles), null, null);
  }

  /** The same until this time. */
  public NewKey withExpiresAt(@Nullable Instant newExpiresAt) {
    return new NewKey(name, roles, newExpiresAt, plan);
  }

  /** The same with this plan. */
  public NewKey withPlan(@Nullable Plan newPlan) {
    return new NewKey(name, roles, expiresAt, newPlan);
  }
}
