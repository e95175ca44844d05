package dev.tocsin.bench.textbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** By the same HTTP client and the same database pool as Tocsin's. */
final class TextbookActivitiesImpl implements TextbookActivities {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final TextbookTables tables;
  private final OkHttpClient http;

  /**
   * @param deliveries how many may be under way
   */
  TextbookActivitiesImpl(TextbookTables tables, int deliveries) {
    this.tables = tables;
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(deliveries, 1, TimeUnit.MINUTES))
            .callTimeout(LONGEST_CALL)
            .build();
  }

  @Override
  public List<TextbookTarget> match(TextbookEvent event) {
    return tables.targets(event.tenant(), event.type());
  }

  @Override
  public TextbookResult deliver(TextbookEvent event, TextbookTarget target) {
    String body = "{\"type\":\"%s\",\"data\":%s}".formatted(event.type(), event.details());
    Request request =
        new Request.Builder().url(target.url()).post(RequestBody.create(body, JSON)).build();
    try (Response response = http.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("Answered " + response.code());
      }
      return new TextbookResult(target.subscriptionId(), response.code());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void record(String eventId, List<TextbookResult> results) {
    tables.record(eventId, results);
  }
}
