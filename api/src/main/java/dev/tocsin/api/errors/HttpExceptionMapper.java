package dev.tocsin.api.errors;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what Jersey itself refuses (no such path, no such method) in our form. */
public final class HttpExceptionMapper implements ExceptionMapper<WebApplicationException> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpExceptionMapper.class);

  @Override
  public Response toResponse(WebApplicationException refused) {
    Response from = refused.getResponse();
    if (from.getStatus() >= 500) {
      LOG.error("A request failed", refused);
    }
    Response.ResponseBuilder answer =
        Response.status(from.getStatus())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(body(from.getStatus()));
    String allow = from.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
  }

  static Map<String, Object> body(int status) {
    return switch (status) {
      case 404 -> ErrorBody.of("Not found", "There is nothing at this path");
      case 405 -> ErrorBody.of("Method not allowed", "This path does not take this method");
      case 413 -> ErrorBody.of("Request body too large");
      case 414 -> ErrorBody.of("URI too long");
      case 431 -> ErrorBody.of("Request headers too large");
      case 503 -> ErrorBody.of("Service unavailable", ErrorBody.TRY_AGAIN);
      default ->
          status < 500
              ? ErrorBody.of("Bad request", "The request could not be understood")
              : ErrorBody.of("Internal error", ErrorBody.TRY_AGAIN);
    };
  }
}
