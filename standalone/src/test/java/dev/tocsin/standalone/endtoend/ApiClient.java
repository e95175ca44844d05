package dev.tocsin.standalone.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A caller of the API in tests. */
final class ApiClient {
  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String url;
  private final String key;

  ApiClient(String url, String key) {
    this.url = url;
    this.key = key;
  }

  record Answer(int status, JsonNode body) {
    String text(String field) {
      return body.path(field).asText();
    }
  }

  Answer get(String path) {
    return call("GET", path, key, null);
  }

  Answer post(String path, String body) {
    return call("POST", path, key, body);
  }

  Answer patch(String path, String body) {
    return call("PATCH", path, key, body);
  }

  Answer call(String method, String path, @Nullable String withKey, @Nullable String body) {
    Request.Builder request =
        new Request.Builder()
            .url(url + path)
            .method(method, body == null ? null : RequestBody.create(body.getBytes()));
    if (withKey != null) {
      request.header("x-api-key", withKey);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      return new Answer(response.code(), mapper.readTree(response.body().string()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
