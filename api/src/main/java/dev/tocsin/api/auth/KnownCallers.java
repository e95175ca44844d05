package dev.tocsin.api.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** Who sends a request, for what is answered before Jersey's filters ask. */
public final class KnownCallers {
  private final ApiKeys keys;

  public KnownCallers(ApiKeys keys) {
    this.keys = keys;
  }

  /** The caller whose good key the request has. */
  public Optional<Caller> find(HttpServletRequest request) {
    return PresentedKey.of(
            request.getHeader(ApiKeyFilter.HEADER), request.getHeader(HttpHeaders.AUTHORIZATION))
        .flatMap(keys::authenticate);
  }
}
