package dev.tocsin.client;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the API and what its answer is read as. {@link Calls} makes those that this client
 * knows; for an operation that only a newer server has, make one. To send it twice is to repeat the
 * same request, with the same key.
 *
 * @param path the parts of the path after the base URL, not encoded
 * @param query the query parameters, not encoded
 * @param body whatever Jackson writes as JSON; null for none
 * @param idempotencyKey sent as {@code Idempotency-Key}, visible ASCII; null for none
 * @param repeatable whether doing it twice is the same as doing it once, so that it is sent again
 *     even where the first may have been done
 * @param answer what the answer's JSON is read as: {@code T}
 */
public record ApiCall<T>(
    String method,
    List<String> path,
    Map<String, String> query,
    @Nullable Object body,
    @Nullable String idempotencyKey,
    boolean repeatable,
    JavaType answer) {

  public ApiCall {
    path = List.copyOf(path);
  }

  static <T> ApiCall<T> get(Class<T> answer, String... path) {
    return new ApiCall<>("GET", List.of(path), Map.of(), null, null, true, type(answer));
  }

  static <T> ApiCall<Page<T>> list(Class<T> item, Map<String, String> query, String... path) {
    return new ApiCall<>("GET", List.of(path), query, null, null, true, pageOf(item));
  }

  /** A request that is not sent again where the first may have been done. */
  static <T> ApiCall<T> post(Class<T> answer, @Nullable Object body, String... path) {
    return new ApiCall<>("POST", List.of(path), Map.of(), body, null, false, type(answer));
  }

  /** The same request with its answer as it is, for what the records do not show. */
  public ApiCall<JsonNode> asJson() {
    return as(type(JsonNode.class));
  }

  /** The same listing with its items as they are. */
  public static ApiCall<Page<JsonNode>> itemsAsJson(ApiCall<? extends Page<?>> listing) {
    return listing.as(pageOf(JsonNode.class));
  }

  ApiCall<T> withCursor(String cursor) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("cursor", cursor);
    return new ApiCall<>(method, path, all, body, idempotencyKey, repeatable, answer);
  }

  ApiCall<T> asRepeatable(@Nullable String newIdempotencyKey) {
    return new ApiCall<>(method, path, query, body, newIdempotencyKey, true, answer);
  }

  private <R> ApiCall<R> as(JavaType newAnswer) {
    return new ApiCall<>(method, path, query, body, idempotencyKey, repeatable, newAnswer);
  }

  private static JavaType type(Class<?> type) {
    return TypeFactory.defaultInstance().constructType(type);
  }

  private static JavaType pageOf(Class<?> item) {
    return TypeFactory.defaultInstance().constructParametricType(Page.class, item);
  }

  /** Without the body: it may hold secrets. */
  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }
}
