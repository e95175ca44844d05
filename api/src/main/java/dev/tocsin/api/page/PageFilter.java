package dev.tocsin.api.page;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;

/** Gives a page its headers, and turns the JSON of an error into a page. */
final class PageFilter implements ContainerResponseFilter {
  static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

  /** Nothing from elsewhere, no script at all, forms to here only, and in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Map<?, ?> problem) {
      response.setEntity(
          HtmlTemplate.ERROR.fill(error(response.getStatus(), problem)), new Annotation[0], HTML);
    }
    var headers = response.getHeaders();
    headers.putSingle("Content-Security-Policy", POLICY);
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putSingle("Cache-Control", "no-store");
  }

  private static ErrorView error(int status, Map<?, ?> problem) {
    List<String> faults =
        problem.get("details") instanceof List<?> details
            ? details.stream().map(String::valueOf).toList()
            : List.of();
    return new ErrorView(
        status,
        text(problem, "title", text(problem, "message", "Error")),
        faults.isEmpty() ? text(problem, "detail", "Please try again later") : "",
        faults);
  }

  private static String text(Map<?, ?> problem, String member, String otherwise) {
    return problem.get(member) instanceof String text ? text : otherwise;
  }

  private record ErrorView(int status, String title, String detail, List<String> faults) {}
}
