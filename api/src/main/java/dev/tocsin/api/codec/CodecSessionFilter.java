package dev.tocsin.api.codec;

import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.auth.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds the caller by the cookie. It goes before a key in the headers: that may be one which the
 * browser adds by itself, as it was given for another page. The key that opened the session is
 * looked up each time: a session is worth no more than its key is at that moment.
 */
@TakesSession
@Priority(Priorities.AUTHENTICATION - 100)
public final class CodecSessionFilter implements ContainerRequestFilter {
  static final String COOKIE = "tocsin_codec";

  private final CodecSessions sessions;
  private final ApiKeys keys;
  private final String operators;
  private final List<String> origins;
  private final Clock clock;

  /**
   * @param operators the tenant whose keys open sessions
   * @param origins whose pages may use them: the browser adds the cookie to anybody's requests
   */
  public CodecSessionFilter(
      CodecSessions sessions, ApiKeys keys, String operators, List<String> origins, Clock clock) {
    this.sessions = sessions;
    this.keys = keys;
    this.operators = operators;
    this.origins = List.copyOf(origins);
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Cookie cookie = request.getCookies().get(COOKIE);
    String origin = request.getHeaderString("Origin");
    if (cookie == null || (origin != null && !origins.contains(origin))) {
      return;
    }
    Optional<Caller> caller =
        sessions
            .keyId(cookie.getValue(), clock.instant())
            .flatMap(keyId -> keys.byId(operators, keyId));
    caller.ifPresent(
        known ->
            request.setSecurityContext(
                new BySession(known, request.getSecurityContext().isSecure())));
  }

  private record BySession(Caller caller, boolean secure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getAuthenticationScheme() {
      return "COOKIE";
    }
  }
}
