package dev.tocsin.api.codec;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.OtherTenantException;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator's browser gets the cookie with which Temporal's UI can show what is encrypted:
 * it asks for a key, and the cookie holds none.
 */
@AsksForKey
@Path(CodecSessionResource.PATH)
public final class CodecSessionResource {
  static final String PATH = CodecResource.PATH + "/session";

  /** Names of this machine, which browsers trust without TLS. */
  private static final Pattern LOCAL =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final CodecSessions sessions;
  private final String operators;
  private final Clock clock;

  public CodecSessionResource(CodecSessions sessions, String operators, Clock clock) {
    this.sessions = sessions;
    this.operators = operators;
    this.clock = clock;
  }

  @GET
  @Allowed(Role.OPERATE)
  @Produces(MediaType.TEXT_PLAIN)
  public Response open(@Auth Caller caller, @Context UriInfo uri) {
    OtherTenantException.unless(operators, caller.tenant());
    return Response.ok(
            "Temporal's UI can show private histories in this browser now, for "
                + CodecSessions.LIFE.toHours()
                + " hours. You can close this page.\n")
        .cookie(cookie(caller, isLocal(uri.getBaseUri().getHost())))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && LOCAL.matcher(host).matches();
  }

  /**
   * The UI may be of another site, whose requests carry only cookies that are {@code SameSite=None}
   * and, therefore, {@code Secure}; on a machine of one's own there is no TLS, and all its ports
   * are one site.
   */
  private NewCookie cookie(Caller caller, boolean local) {
    return new NewCookie.Builder(CodecSessionFilter.COOKIE)
        .value(sessions.open(caller.keyId(), clock.instant()))
        .path(CodecResource.PATH)
        .maxAge((int) CodecSessions.LIFE.toSeconds())
        .httpOnly(true)
        .secure(!local)
        .sameSite(local ? SameSite.LAX : SameSite.NONE)
        .build();
  }
}
