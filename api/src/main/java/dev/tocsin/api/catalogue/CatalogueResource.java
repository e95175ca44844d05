package dev.tocsin.api.catalogue;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.page.HtmlPage;
import dev.tocsin.api.page.HtmlTemplate;
import dev.tocsin.store.catalogue.CatalogueQuery;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The catalogue's pages: all types of the caller's tenant, and one of them. */
@Path(CatalogueLinks.ROOT)
@Produces("text/html; charset=utf-8")
public final class CatalogueResource {
  private static final HtmlTemplate TYPES = HtmlTemplate.of("catalogue/types");
  private static final HtmlTemplate TYPE = HtmlTemplate.of("catalogue/type");

  /** Lower-casing can make a name of 255 characters longer. */
  private static final int LONGEST_NAME = 3 * 255;

  private static final int MOST_WORDS = 10;
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private final Catalogue catalogue;

  public CatalogueResource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The list; where the query names a {@code type}, its page: for names that cannot stand in a
   * path, as {@code a/../b}.
   */
  @GET
  @HtmlPage
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE, Role.OPERATE})
  public String list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    String type = query.text("type");
    String search = query.text("q");
    String domain = query.text("domain");
    String owner = query.text("owner");
    String after = query.lowerCase("after");
    int limit = query.limit();
    query.refuseFaults();
    if (type != null) {
      return type(caller, type, uri);
    }
    String typed = search == null ? "" : search.strip();
    CatalogueQuery asked =
        new CatalogueQuery(words(typed), domain, owner, after == null ? "" : after);
    return TYPES.fill(catalogue.list(caller.tenant(), typed, asked, limit));
  }

  @GET
  @Path("/{name: .+}")
  @HtmlPage
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE, Role.OPERATE})
  public String find(@Auth Caller caller, @PathParam("name") String name, @Context UriInfo uri) {
    return type(caller, name, uri);
  }

  private String type(Caller caller, String name, UriInfo uri) {
    if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new UnknownIdException("event type");
    }
    return catalogue
        .type(
            caller.tenant(),
            name.toLowerCase(Locale.ROOT),
            version(uri),
            caller.mayAct(Role.SUBSCRIBE, Role.OPERATE),
            new CurlExamples(uri.getBaseUri()))
        .map(TYPE::fill)
        .orElseThrow(() -> new UnknownIdException("event type"));
  }

  private static @Nullable Integer version(UriInfo uri) {
    String version = uri.getQueryParameters().getFirst("version");
    return version == null || !VERSION.matcher(version).matches() ? null : Integer.valueOf(version);
  }

  private static List<String> words(String typed) {
    return Arrays.stream(typed.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .limit(MOST_WORDS)
        .toList();
  }
}
