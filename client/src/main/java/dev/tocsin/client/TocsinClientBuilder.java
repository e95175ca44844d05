package dev.tocsin.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link TocsinClient} needs. {@code url} and {@code apiKey} are required. */
public final class TocsinClientBuilder {
  private @Nullable HttpUrl url;
  private @Nullable String apiKey;
  private RetryPolicy retries = RetryPolicy.standard();
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration callTimeout = Duration.ofSeconds(30);
  private Function<Duration, Executor> later =
      pause -> CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);

  TocsinClientBuilder() {}

  /**
   * Where the API is, as in {@code https://tocsin.example.com}; may have a path.
   *
   * @throws IllegalArgumentException where it is no http or https URL, or has a user or a password
   */
  public TocsinClientBuilder url(String newUrl) {
    HttpUrl parsed = HttpUrl.parse(newUrl);
    if (parsed == null) {
      throw new IllegalArgumentException(
          "The URL must begin with http:// or https:// and name a host");
    }
    if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw new IllegalArgumentException("The URL must not hold a user or a password");
    }
    // With a last empty part, addPathSegment replaces that part: no double slash.
    url = parsed.newBuilder().query(null).fragment(null).build();
    return this;
  }

  /**
   * The key of the tenant. It is sent as a header, and shown nowhere.
   *
   * @throws IllegalArgumentException where it is empty or not visible ASCII
   */
  public TocsinClientBuilder apiKey(String newApiKey) {
    // Checked here because OkHttp would show the key in its refusal.
    if (!newApiKey.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "The API key must be visible ASCII characters without spaces");
    }
    apiKey = newApiKey;
    return this;
  }

  /** How often and how long requests are sent again. */
  public TocsinClientBuilder retries(RetryPolicy newRetries) {
    retries = newRetries;
    return this;
  }

  /** For a connection to come about. Default 5 s; zero for no limit. */
  public TocsinClientBuilder connectTimeout(Duration newConnectTimeout) {
    connectTimeout = newConnectTimeout;
    return this;
  }

  /** For one attempt, from connecting to the last byte of the answer. Default 30 s; zero: none. */
  public TocsinClientBuilder callTimeout(Duration newCallTimeout) {
    callTimeout = newCallTimeout;
    return this;
  }

  /** For tests: what runs a task after a time. */
  TocsinClientBuilder later(Function<Duration, Executor> newLater) {
    later = newLater;
    return this;
  }

  /**
   * @throws IllegalStateException where the URL or the key is missing
   */
  public TocsinClient build() {
    if (url == null || apiKey == null) {
      throw new IllegalStateException("A client needs a url and an apiKey");
    }
    return new TocsinClient(
        new Transport(url, apiKey, retries, connectTimeout, callTimeout, later));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TocsinClientBuilder[" + url + "]";
  }
}
