package dev.tocsin.api.errors;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
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
        Response.status(from.getStatus()).type(ErrorBody.PROBLEM).entity(body(from.getStatus()));
    String allow = from.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
  }

  static Map<String, Object> body(int status) {
    return switch (status) {
      case 404 -> ErrorBody.problem(404, "not-found", "Not found", "There is nothing at this path");
      case 405 ->
          ErrorBody.problem(
              405, "method-not-allowed", "Method not allowed", "This path takes other methods");
      case 413 ->
          ErrorBody.problem(413, "too-large", "Request body too large", "Send a shorter body");
      case 414 -> ErrorBody.problem(414, "uri-too-long", "URI too long", "Send a shorter URI");
      case 431 ->
          ErrorBody.problem(
              431, "headers-too-large", "Request headers too large", "Send fewer or shorter ones");
      case 503 -> ErrorBody.unavailable(ErrorBody.TRY_AGAIN);
      default ->
          status < 500
              ? ErrorBody.problem(
                  status, "bad-request", "Bad request", "The request could not be understood")
              : ErrorBody.problem(status, "internal", "Internal error", ErrorBody.TRY_AGAIN);
    };
  }
}
