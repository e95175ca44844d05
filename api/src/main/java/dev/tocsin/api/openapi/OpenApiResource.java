package dev.tocsin.api.openapi;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** The description of the API, and a page to try it. For all: it tells nothing of a tenant. */
@Path("/")
public final class OpenApiResource {
  /** Nothing from elsewhere, and no calls to elsewhere; Swagger UI sets styles of elements. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String UI = "/META-INF/resources/webjars/swagger-ui/5.29.3/";
  private static final String OWN = "/dev/tocsin/api/openapi/";

  /** What the page consists of: where each file is, and its media type. */
  private static final Map<String, File> FILES =
      Map.of(
          "swagger-ui.css", new File(UI + "swagger-ui.css", "text/css"),
          "swagger-ui-bundle.js", new File(UI + "swagger-ui-bundle.js", "text/javascript"),
          "docs.css", new File(OWN + "docs.css", "text/css"),
          "docs.js", new File(OWN + "docs.js", "text/javascript"));

  private final byte[] document;

  private record File(String path, String mediaType) {}

  /**
   * @param document in JSON
   */
  public OpenApiResource(byte[] document) {
    this.document = document.clone();
  }

  @GET
  @PermitAll
  @Path("/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] document() {
    return document.clone();
  }

  @GET
  @PermitAll
  @Path("/docs")
  public Response page() {
    return answer(new File(OWN + "docs.html", "text/html; charset=utf-8"));
  }

  @GET
  @PermitAll
  @Path("/docs/{file}")
  public Response file(@PathParam("file") String name) {
    File file = FILES.get(name);
    return file == null ? Response.status(Response.Status.NOT_FOUND).build() : answer(file);
  }

  private static Response answer(File file) {
    InputStream content =
        Objects.requireNonNull(OpenApiResource.class.getResourceAsStream(file.path()), file.path());
    return Response.ok(content, file.mediaType())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "max-age=300")
        .build();
  }
}
