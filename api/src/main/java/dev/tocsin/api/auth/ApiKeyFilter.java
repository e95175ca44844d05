package dev.tocsin.api.auth;

import dev.tocsin.api.errors.KeyNeededException;
import dev.tocsin.store.key.ApiKeySecret;
import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * Finds the caller by the key; without a good one the answer is 403, as it always was, or a
 * question that browsers know.
 */
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter extends AuthFilter<ApiKeySecret, Caller> {
  static final String HEADER = "x-api-key";

  private final boolean asks;

  private ApiKeyFilter(boolean asks) {
    this.asks = asks;
  }

  /** The filter over that lookup. */
  public static ApiKeyFilter over(ApiKeys keys) {
    return over(keys, false);
  }

  /** The same, which answers 401 so that a browser asks its user for a key. */
  static ApiKeyFilter asking(ApiKeys keys) {
    return over(keys, true);
  }

  private static ApiKeyFilter over(ApiKeys keys, boolean asks) {
    return new Builder(asks).setAuthenticator(keys).setRealm("tocsin").buildAuthFilter();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getSecurityContext().getUserPrincipal() instanceof Caller) {
      // Known already, by the cookie of a session.
      return;
    }
    boolean known =
        PresentedKey.of(
                request.getHeaderString(HEADER), request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .filter(key -> authenticate(request, key, "API_KEY"))
            .isPresent();
    if (!known && asks) {
      throw new KeyNeededException();
    }
    if (!known) {
      request.abortWith(
          Response.status(Response.Status.FORBIDDEN)
              .type(MediaType.APPLICATION_JSON_TYPE)
              .entity(Map.of("message", "Forbidden"))
              .build());
    }
  }

  private static final class Builder extends AuthFilterBuilder<ApiKeySecret, Caller, ApiKeyFilter> {
    private final boolean asks;

    Builder(boolean asks) {
      this.asks = asks;
    }

    @Override
    protected ApiKeyFilter newInstance() {
      return new ApiKeyFilter(asks);
    }
  }
}
