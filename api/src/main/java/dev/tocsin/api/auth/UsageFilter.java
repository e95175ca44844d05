package dev.tocsin.api.auth;

import dev.tocsin.store.key.KeyUsage;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Counts each request of a key with a plan, and tells the caller how it stands. */
@Priority(Priorities.USER)
final class UsageFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String COUNTED = UsageFilter.class.getName();

  private final UsagePlans plans;

  UsageFilter(UsagePlans plans) {
    this.plans = plans;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getSecurityContext().getUserPrincipal() instanceof Caller caller) {
      plans.consume(caller, 1).ifPresent(counted -> request.setProperty(COUNTED, counted));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(COUNTED) instanceof KeyUsage counted) {
      RateLimitHeaders.of(counted).forEach(response.getHeaders()::putSingle);
    }
  }
}
