package dev.tocsin.api.auth;

import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.security.Principal;
import java.util.Arrays;
import java.util.Set;

/**
 * Who calls: a key of a tenant.
 *
 * @param plan how much the key may be used
 * @param usageId what its use is counted on
 */
public record Caller(String tenant, String keyId, Set<Role> roles, Plan plan, String usageId)
    implements Principal {
  static Caller of(ApiKey key) {
    return new Caller(key.tenant(), key.keyId(), key.roles(), key.plan(), key.usageId());
  }

  /** Whether the key has one of these roles, or {@link Role#ADMIN}, which includes all. */
  public boolean mayAct(Role... allowed) {
    return roles.contains(Role.ADMIN) || Arrays.stream(allowed).anyMatch(roles::contains);
  }

  @Override
  public String getName() {
    return keyId;
  }
}
