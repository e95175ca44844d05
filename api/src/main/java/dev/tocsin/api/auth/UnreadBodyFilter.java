package dev.tocsin.api.auth;

import dev.tocsin.api.http.RequestBody;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;

/**
 * Whoever is refused before its body was read has it read all the same: otherwise its connection is
 * closed under it, and its next request, or the rest of this one, meets a reset.
 */
final class UnreadBodyFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 403 || response.getStatus() == 429) {
      try {
        RequestBody.discard(request.getEntityStream());
      } catch (IOException gone) {
        // Nobody is left who would read the answer.
      }
    }
  }
}
