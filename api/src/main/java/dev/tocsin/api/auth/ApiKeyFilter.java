package dev.tocsin.api.auth;

import dev.tocsin.store.key.ApiKeySecret;
import io.dropwizard.auth.AuthFilter;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Takes the key from {@code x-api-key}; without a good one the answer is 403, as it always was. */
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter extends AuthFilter<ApiKeySecret, Caller> {
  private static final String HEADER = "x-api-key";

  private ApiKeyFilter() {}

  /** The filter over that lookup. */
  public static ApiKeyFilter over(ApiKeys keys) {
    return new Builder().setAuthenticator(keys).setRealm("tocsin").buildAuthFilter();
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String key = request.getHeaderString(HEADER);
    if (key == null || key.isEmpty() || !authenticate(request, new ApiKeySecret(key), "API_KEY")) {
      request.abortWith(
          Response.status(Response.Status.FORBIDDEN)
              .type(MediaType.APPLICATION_JSON_TYPE)
              .entity(Map.of("message", "Forbidden"))
              .build());
    }
  }

  private static final class Builder extends AuthFilterBuilder<ApiKeySecret, Caller, ApiKeyFilter> {
    @Override
    protected ApiKeyFilter newInstance() {
      return new ApiKeyFilter();
    }
  }
}
