package dev.tocsin.activities.channel.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Fetches a small document whose URL came from outside, under the rules of webhooks: only what the
 * guard allows is connected to, redirects are not followed, and time and size are limited. Safe for
 * use by many threads.
 */
public final class GuardedFetch {
  /** The longest document that is taken: 64 KiB. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private final OkHttpClient client;

  public GuardedFetch(TargetGuard guard) {
    this(guard, Dns.SYSTEM, new OkHttpClient());
  }

  /**
   * @param dns looks names up
   * @param template tells which certificate authorities are trusted
   */
  public GuardedFetch(TargetGuard guard, Dns dns, OkHttpClient template) {
    this.client =
        OutboundHttp.guarded(guard, new BoundedDns(dns, OutboundHttp.CONNECT_TIMEOUT), template);
  }

  /**
   * Fetches once, within ten seconds.
   *
   * @throws IOException where no answer came, or one that is no 2xx or longer than {@link
   *     #MOST_BYTES}; the message names no address
   */
  public byte[] get(HttpUrl url) throws IOException {
    Fetched fetched;
    try {
      fetched = fetch(url);
    } catch (IOException failed) {
      throw new IOException(
          Failures.isForbidden(failed)
              ? new ForbiddenAddressException().getMessage()
              : Failures.reasonOf(failed, url.host(), TIME_LIMIT),
          failed);
    }
    if (!fetched.successful()) {
      throw new IOException(url.host() + " answered " + fetched.status());
    }
    if (fetched.body().length > MOST_BYTES) {
      throw new IOException(url.host() + " answered more than " + MOST_BYTES / 1024 + " KiB");
    }
    return fetched.body();
  }

  private record Fetched(int status, boolean successful, byte[] body) {}

  private Fetched fetch(HttpUrl url) throws IOException {
    var call = client.newCall(new Request.Builder().url(url).build());
    call.timeout().timeout(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      return new Fetched(
          response.code(),
          response.isSuccessful(),
          response.body().byteStream().readNBytes(MOST_BYTES + 1));
    }
  }
}
