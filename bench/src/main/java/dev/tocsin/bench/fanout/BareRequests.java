package dev.tocsin.bench.fanout;

import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Sample;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp's own requests, and nothing around them. */
final class BareRequests {
  private static final MediaType JSON = MediaType.get("application/json");

  private BareRequests() {}

  /**
   * Posts bodies of the size of a webhook's.
   *
   * @param inFlight how many at a time
   */
  static Sample post(String url, int inFlight, int times) throws InterruptedException {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(inFlight, 1, TimeUnit.MINUTES))
            .callTimeout(60, TimeUnit.SECONDS)
            .build();
    Request request =
        new Request.Builder()
            .url(url)
            .post(RequestBody.create("{\"text\":\"" + "x".repeat(700) + "\"}", JSON))
            .build();
    try {
      return Crowd.run(inFlight, times, number -> isAccepted(http, request));
    } finally {
      http.connectionPool().evictAll();
      http.dispatcher().executorService().shutdown();
    }
  }

  private static boolean isAccepted(OkHttpClient http, Request request) throws Exception {
    try (Response response = http.newCall(request).execute()) {
      return response.isSuccessful();
    }
  }
}
