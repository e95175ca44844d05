package dev.tocsin.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.time.Duration;
import java.util.Set;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/** Times requests by route, method and status; never by what callers can invent. */
@PreMatching
public final class RequestMeters implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String BEGAN = RequestMeters.class.getName();
  private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE", "HEAD");

  private final MeterRegistry meters;

  public RequestMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(BEGAN, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGAN) instanceof Long began) {
      String method = request.getMethod();
      record(
          route(request), METHODS.contains(method) ? method : "OTHER", response.getStatus(), began);
    }
  }

  /**
   * A request that was answered before Jersey.
   *
   * @param began in the nanoseconds of {@link System#nanoTime}
   */
  public void record(String route, String method, int status, long began) {
    Timer.builder("http.server.requests")
        .tag("route", route)
        .tag("method", method)
        .tag("status", Integer.toString(status))
        .publishPercentileHistogram(false)
        .register(meters)
        .record(Duration.ofNanos(System.nanoTime() - began));
  }

  private static String route(ContainerRequestContext request) {
    if (!(request.getUriInfo() instanceof ExtendedUriInfo uri)
        || uri.getMatchedTemplates().isEmpty()) {
      return "unmatched";
    }
    StringBuilder route = new StringBuilder();
    for (UriTemplate template : uri.getMatchedTemplates()) {
      route.insert(0, template.getTemplate());
    }
    return route.toString();
  }
}
