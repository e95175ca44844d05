package dev.tocsin.api.codec;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Makes the browser ask for a key: 401 with a challenge (RFC 7617) in place of the 403 that callers
 * without a good key get elsewhere.
 */
@AsksForKey
public final class KeyChallengeFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 403 && request.getSecurityContext().getUserPrincipal() == null) {
      response.setStatus(401);
      response
          .getHeaders()
          .putSingle(
              HttpHeaders.WWW_AUTHENTICATE,
              "Basic realm=\"Tocsin: an operator's API key as the password\", charset=\"UTF-8\"");
    }
  }
}
