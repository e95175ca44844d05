package dev.tocsin.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** HTTP to one server, with one key. */
final class Transport implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int SIDE_BY_SIDE = 64;

  private final HttpUrl base;
  private final String key;
  private final RetryPolicy retries;
  private final Function<Duration, Executor> later;
  private final ExecutorService threads = daemons();
  private final OkHttpClient http;

  /**
   * @param later an executor that runs what it gets after that time
   */
  Transport(
      HttpUrl base,
      String key,
      RetryPolicy retries,
      Duration connectTimeout,
      Duration callTimeout,
      Function<Duration, Executor> later) {
    this.base = base;
    this.key = key;
    this.retries = retries;
    this.later = later;
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequestsPerHost(SIDE_BY_SIDE);
    http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool())
            .connectTimeout(connectTimeout)
            // One limit for the whole attempt, not three of which any may come first.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(callTimeout)
            // The key would go along to wherever a redirect points.
            .followRedirects(false)
            .followSslRedirects(false)
            // What is sent again is decided in one place, by RetryingCall.
            .retryOnConnectionFailure(false)
            .build();
  }

  HttpUrl base() {
    return base;
  }

  RetryPolicy retries() {
    return retries;
  }

  /** Runs what it gets after that time. */
  Executor after(Duration pause) {
    return later.apply(pause);
  }

  <T> CompletableFuture<T> send(ApiCall<T> call) {
    byte[] body = body(call.body());
    RetryingCall<T> retrying =
        new RetryingCall<>(call, () -> http.newCall(request(call, body)), retries, later);
    return retrying.start();
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    threads.shutdown();
    http.connectionPool().evictAll();
  }

  private Request request(ApiCall<?> call, byte @Nullable [] body) {
    HttpUrl.Builder url = base.newBuilder();
    call.path().forEach(url::addPathSegment);
    call.query().forEach(url::addQueryParameter);
    Request.Builder request =
        new Request.Builder()
            .url(url.build())
            .header("x-api-key", key)
            .header("User-Agent", "tocsin-client")
            .method(call.method(), body == null ? emptyFor(call.method()) : new Once(body));
    if (call.idempotencyKey() != null) {
      request.header("Idempotency-Key", call.idempotencyKey());
    }
    return request.build();
  }

  private static byte @Nullable [] body(@Nullable Object body) {
    if (body == null) {
      return null;
    }
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The body cannot be written as JSON", e);
    }
  }

  private static @Nullable RequestBody emptyFor(String method) {
    return method.equals("POST") ? new Once(new byte[0]) : null;
  }

  /** Non-blocking calls must not keep a program alive that has nothing else to do. */
  private static ExecutorService daemons() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        60,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "tocsin-client");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** A body that OkHttp itself never sends twice, as it would after 408 and some 503. */
  private static final class Once extends RequestBody {
    private final byte[] bytes;

    Once(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws java.io.IOException {
      sink.write(bytes);
    }
  }
}
