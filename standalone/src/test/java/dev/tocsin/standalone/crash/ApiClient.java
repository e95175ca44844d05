package dev.tocsin.standalone.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks to the API as any client would. Thread-safe. */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String key;

  ApiClient(String url, String key) {
    this.url = url;
    this.key = key;
  }

  record Answer(int status, JsonNode body) {}

  /**
   * @throws UncheckedIOException where no answer came
   */
  Answer get(String path) {
    return send(request(url + path).GET().build());
  }

  /**
   * @throws UncheckedIOException where no answer came; the request may have been carried out
   */
  Answer post(String path, String body) {
    return send(request(url + path).POST(BodyPublishers.ofString(body)).build());
  }

  /**
   * @throws UncheckedIOException where no answer came; the request may have been carried out
   */
  Answer patch(String path, String body) {
    return send(request(url + path).method("PATCH", BodyPublishers.ofString(body)).build());
  }

  /**
   * @throws UncheckedIOException where no answer came; the request may have been carried out
   */
  Answer delete(String path) {
    return send(request(url + path).DELETE().build());
  }

  /** The id of a new subscription to everything of that type. */
  String subscribe(String eventType, String target, String delaysSeconds) {
    return subscribe(eventType, target, delaysSeconds, "null");
  }

  /** With limits. */
  String subscribe(String eventType, String target, String delaysSeconds, String limits) {
    Answer answer =
        post(
            "/subscriptions",
            """
            {"eventType": "%s", "severityFilter": "LOW", "channel": "WEBHOOK", "target": "%s",
             "retry": {"delaysSeconds": %s, "jitter": 0}, "limits": %s}"""
                .formatted(eventType, target, delaysSeconds, limits));
    if (answer.status() != 201) {
      throw new IllegalStateException("not subscribed: " + answer);
    }
    return answer.body().get("subscriptionId").textValue();
  }

  /** Tries once to publish an event. */
  Answer publish(String eventType, String clientId) {
    return post(
        "/events",
        """
        {"id": "%s", "eventType": "%s", "severity": "HIGH", "title": "%s", "details": {"n": 1}}"""
            .formatted(clientId, eventType, clientId));
  }

  /** What another address answers. */
  String text(String address) {
    try {
      return http.send(request(address).GET().build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(Duration.ofSeconds(30))
        .header("x-api-key", key);
  }

  private Answer send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
