package dev.tocsin.api.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Objects;

/** How pages look. For all: it tells nothing of a tenant. */
@Path("/pages")
public final class PageFilesResource {
  @GET
  @PermitAll
  @Path("/pages.css")
  public Response style() {
    InputStream content =
        Objects.requireNonNull(
            PageFilesResource.class.getResourceAsStream("/dev/tocsin/api/page/pages.css"));
    return Response.ok(content, "text/css")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "max-age=300")
        .build();
  }
}
