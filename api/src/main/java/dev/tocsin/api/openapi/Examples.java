package dev.tocsin.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The examples of {@code openapi-examples.json}: by operation, of its {@code request}, or its
 * {@code requests} by media type and name, and its answers by their status; under {@code problems},
 * of the errors that many operations answer.
 */
record Examples(JsonNode all) {
  static Examples read() {
    try (InputStream file = Examples.class.getResourceAsStream("/openapi-examples.json")) {
      return new Examples(new ObjectMapper().readTree(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable JsonNode request(String operationId) {
    return all.path(operationId).get("request");
  }

  /** By name; empty where the operation takes one form only. */
  Set<Map.Entry<String, JsonNode>> requests(String operationId, String mediaType) {
    return all.path(operationId).path("requests").path(mediaType).properties();
  }

  @Nullable JsonNode answer(String operationId, String status) {
    JsonNode own = all.path(operationId).get(status);
    return own == null ? problem(status) : own;
  }

  @Nullable JsonNode problem(String name) {
    return all.path("problems").get(name);
  }
}
