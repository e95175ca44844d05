package dev.tocsin.api.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.api.cors.CrossOrigin;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty refuses before any of our code sees it (a malformed URI, for instance). */
public final class JsonErrorHandler extends ErrorHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CrossOrigin crossOrigin;

  public JsonErrorHandler(CrossOrigin crossOrigin) {
    this.crossOrigin = crossOrigin;
  }

  /** Jetty would leave the answer to PUT, PATCH, DELETE and others empty. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ErrorBody.PROBLEM.toString());
    crossOrigin
        .answer(request.getHeaders().get(HttpHeader.ORIGIN))
        .forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(body(code).getBytes(UTF_8)), callback);
  }

  private static String body(int code) {
    try {
      return JSON.writeValueAsString(HttpExceptionMapper.body(code));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Text can always be written", impossible);
    }
  }
}
