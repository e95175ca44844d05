package dev.tocsin.api.codec;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.OtherTenantException;
import dev.tocsin.api.page.HtmlPage;
import dev.tocsin.api.page.HtmlTemplate;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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
@Path(CodecSessionResource.PATH)
@Produces("text/html; charset=utf-8")
public final class CodecSessionResource {
  static final String PATH = CodecResource.PATH + "/session";

  /** Names of this machine, which browsers trust without TLS. */
  private static final Pattern LOCAL =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private static final HtmlTemplate PAGE = HtmlTemplate.of("codec/session");

  private final CodecSessions sessions;
  private final String operators;
  private final Clock clock;

  public CodecSessionResource(CodecSessions sessions, String operators, Clock clock) {
    this.sessions = sessions;
    this.operators = operators;
    this.clock = clock;
  }

  private record View(long hours) {}

  @GET
  @HtmlPage
  @Allowed(Role.OPERATE)
  public Response open(@Auth Caller caller, @Context UriInfo uri) {
    OtherTenantException.unless(operators, caller.tenant());
    return Response.ok(PAGE.fill(new View(CodecSessions.LIFE.toHours())))
        .cookie(cookie(caller, isLocal(uri.getBaseUri().getHost())))
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
