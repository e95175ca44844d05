package dev.tocsin.api.auth;

import dev.tocsin.api.errors.MissingRoleException;
import dev.tocsin.store.key.Role;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Lets a known caller through whose key has one of some roles. */
@Priority(Priorities.AUTHORIZATION)
final class RoleFilter implements ContainerRequestFilter {
  private final Role[] allowed;
  private final boolean closed;

  private RoleFilter(Role[] allowed, boolean closed) {
    this.allowed = allowed;
    this.closed = closed;
  }

  static RoleFilter of(Role... allowed) {
    return new RoleFilter(allowed, false);
  }

  /** Lets nobody through: somebody forgot to say who may. */
  static RoleFilter closed() {
    return new RoleFilter(new Role[0], true);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller
        && !closed
        && caller.mayAct(allowed)) {
      return;
    }
    Set<String> enough = new LinkedHashSet<>();
    Arrays.stream(allowed).map(Role::text).forEach(enough::add);
    enough.add(Role.ADMIN.text());
    throw new MissingRoleException(closed ? Set.of() : enough);
  }
}
