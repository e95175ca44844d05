package dev.tocsin.api.errors;

import dev.tocsin.store.database.DatabaseFailure;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers everything else. PostgreSQL away: 503, in the words that old clients know from the path;
 * anything unforeseen: 500, with the reason in the log only.
 */
public final class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedExceptionMapper.class);

  // Proxies of the request that is answered: the mapper itself is one for all.
  @Context private @Nullable Request request;
  @Context private @Nullable UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof JdbiException) {
      switch (DatabaseFailure.of(failure)) {
        case NOTHING_WRITTEN, OUTCOME_UNKNOWN -> {
          LOG.warn("PostgreSQL is away: {}", failure.getMessage());
          return answer(503, unavailable());
        }
        case BAD_DATA, DEFECT -> {}
      }
    }
    LOG.error("A request failed", failure);
    return answer(500, HttpExceptionMapper.body(500));
  }

  private Map<String, Object> unavailable() {
    String path =
        request == null || uri == null || !request.getMethod().equals("POST") ? "" : uri.getPath();
    return switch (path) {
      case "events", "/events" ->
          ErrorBody.unavailable("Failed to queue event", ErrorBody.TRY_AGAIN);
      case "subscriptions", "/subscriptions" ->
          ErrorBody.unavailable("Failed to create subscription", ErrorBody.TRY_AGAIN);
      default -> ErrorBody.unavailable(ErrorBody.TRY_AGAIN);
    };
  }

  private static Response answer(int status, Map<String, Object> body) {
    return Response.status(status)
        .type(ErrorBody.mediaType(body))
        .header(HttpHeaders.RETRY_AFTER, UnavailableException.RETRY_AFTER_SECONDS)
        .entity(body)
        .build();
  }
}
