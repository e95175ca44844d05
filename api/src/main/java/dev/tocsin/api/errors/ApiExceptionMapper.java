package dev.tocsin.api.errors;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers what our own code refuses. */
public final class ApiExceptionMapper implements ExceptionMapper<ApiException> {
  @Override
  public Response toResponse(ApiException refused) {
    Response.ResponseBuilder answer =
        Response.status(refused.status())
            .type(ErrorBody.mediaType(refused.body()))
            .entity(refused.body());
    refused.headers().forEach(answer::header);
    return answer.build();
  }
}
