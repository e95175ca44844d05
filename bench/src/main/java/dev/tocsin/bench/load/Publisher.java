package dev.tocsin.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Publishes events, each with a number in its details. Shared by threads, which it blocks. */
public final class Publisher implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  public static final int ACCEPTED = 202;
  private static final String TAKEN = "\"status\":202";

  private final OkHttpClient http;
  private final String url;

  /**
   * @param url of the API
   * @param threads how many will use it
   */
  public Publisher(String url, int threads) {
    this.url = url + "/events";
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(threads, 1, TimeUnit.MINUTES))
            .callTimeout(LONGEST_CALL)
            .build();
  }

  /** Whether the event was accepted. */
  public boolean publish(String key, String eventType, int sequence) throws IOException {
    return post(key, event(eventType, sequence)) == ACCEPTED;
  }

  /** The status of the answer to this JSON. */
  public int post(String key, String event) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .header("x-api-key", key)
            .post(RequestBody.create(event, JSON))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return response.code();
    }
  }

  /**
   * How many events of a batch were accepted.
   *
   * @param first the number of the first
   * @param size how many there are, at most 500
   */
  public int publishBatch(String key, String eventType, int first, int size) throws IOException {
    StringJoiner events = new StringJoiner(",", "[", "]");
    for (int number = 0; number < size; number++) {
      events.add(event(eventType, first + number));
    }
    Request request =
        new Request.Builder()
            .url(url + "/batch")
            .header("x-api-key", key)
            .post(RequestBody.create(events.toString(), JSON))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return response.isSuccessful() ? occurrences(response.body().string()) : 0;
    }
  }

  private static int occurrences(String answer) {
    int found = 0;
    for (int at = answer.indexOf(TAKEN); at >= 0; at = answer.indexOf(TAKEN, at + TAKEN.length())) {
      found++;
    }
    return found;
  }

  private static String event(String eventType, int sequence) {
    return "{\"eventType\":\"%s\",\"severity\":\"HIGH\",\"title\":\"Order %d is late\",\"details\":%s}"
        .formatted(eventType, sequence, details(sequence));
  }

  /** Of the size that business events usually have. */
  private static String details(int sequence) {
    return ("{\"sequence\":%d,\"order\":{\"number\":\"A-%d\",\"total\":129.90,\"currency\":\"EUR\"},"
            + "\"customer\":{\"id\":\"c-7731\",\"country\":\"DE\"},\"warehouse\":\"north-2\"}")
        .formatted(sequence, sequence);
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }
}
