package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.local.LocalServerException;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Talks to the API as any publisher would. */
final class DemoClient {
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String url;
  private final String key;

  DemoClient(String url, String key) {
    this.url = url;
    this.key = key;
  }

  JsonNode post(String path, String body) {
    return call(request(path).post(RequestBody.create(body, JSON)).build());
  }

  JsonNode get(String path) {
    return call(request(path).build());
  }

  private Request.Builder request(String path) {
    return new Request.Builder().url(url + path).header("x-api-key", key);
  }

  private JsonNode call(Request request) {
    try (Response response = http.newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new LocalServerException(
            request.method()
                + " "
                + request.url().encodedPath()
                + ": "
                + response.code()
                + " "
                + body);
      }
      return mapper.readTree(body);
    } catch (IOException e) {
      throw new LocalServerException("The API does not answer: " + e.getMessage(), e);
    }
  }
}
