package dev.tocsin.activities.channel.outbound;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.IOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes one call to a target and says what came of it. One instance serves every channel of the
 * process; safe for use by many threads.
 *
 * <ul>
 *   <li>Any 2xx is {@link Outcome.Delivered}, from its status line on: a body that breaks off or
 *       drips afterwards changes nothing.
 *   <li>A status among the permanent refusals, or an address that the guard forbids, is {@link
 *       Outcome.Rejected}.
 *   <li>Everything else is {@link Outcome.RetryLater}, redirects included: they are not followed.
 *   <li>A thread that is interrupted (the process stops) is {@link Outcome.HeldBack}.
 * </ul>
 */
public final class OutboundHttp {
  /** Refused for good by default: the same request will never be taken. */
  public static final Set<Integer> DEFAULT_PERMANENT_STATUSES = Set.of(400, 410, 413, 415, 422);

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Shorter than the 5 s after which Node.js, the most impatient common server, closes. */
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(4);

  private static final int IDLE_CONNECTIONS = 256;

  private static final Outcome STOPPING = new Outcome.HeldBack("the process is stopping");

  private final TargetGuard guard;
  private final OkHttpClient client;
  private final Set<Integer> permanentStatuses;
  private final Clock clock;

  /**
   * @param permanentStatuses the HTTP statuses that are dead letters at once
   */
  public OutboundHttp(TargetGuard guard, Set<Integer> permanentStatuses) {
    this(
        guard,
        permanentStatuses,
        Clock.systemUTC(),
        new BoundedDns(Dns.SYSTEM, CONNECT_TIMEOUT),
        new OkHttpClient());
  }

  OutboundHttp(
      TargetGuard guard,
      Set<Integer> permanentStatuses,
      Clock clock,
      Dns dns,
      OkHttpClient template) {
    this.guard = guard;
    this.client = guarded(guard, dns, template);
    this.permanentStatuses = Set.copyOf(permanentStatuses);
    this.clock = clock;
  }

  /**
   * A client that connects to what the guard allows, follows no redirect and sets no limit to
   * reads: each of its calls needs a time limit.
   */
  static OkHttpClient guarded(TargetGuard guard, Dns dns, OkHttpClient template) {
    return template
        .newBuilder()
        .dns(dns)
        .socketFactory(guard.socketFactory())
        .proxy(Proxy.NO_PROXY)
        .connectTimeout(CONNECT_TIMEOUT)
        // The whole call has a limit of its own, which bounds reads and writes.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectionPool(
            new ConnectionPool(IDLE_CONNECTIONS, IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS))
        .build();
  }

  /**
   * What is wrong with a URL that a subscription shall have: an address that the guard forbids. A
   * name is looked up when it is connected to, each time.
   */
  public Optional<String> faultOf(HttpUrl url) {
    return guard.refuses(url.host())
        ? Optional.of("target must not be the private or special address " + url.host())
        : Optional.empty();
  }

  /**
   * Calls once.
   *
   * @param request its body must be a {@link JsonBody}, or one that is also {@linkplain
   *     okhttp3.RequestBody#isOneShot() one-shot}: OkHttp then tries a host's other addresses while
   *     it connects, but sends nothing twice
   * @param timeout for everything: connecting, sending and reading the answer. Only a name server
   *     that hangs can make it longer, up to 5 s
   * @param prefix begins the reason of a failure: {@code Webhook failed}
   */
  public Outcome call(Request request, Duration timeout, String prefix) {
    return call(request, timeout, prefix, (usual, answer, retryAfter) -> usual);
  }

  /**
   * Calls once, and lets the channel read an answer whose meaning is not in its status alone.
   *
   * @param dialect asked only where an answer came
   */
  public Outcome call(Request request, Duration timeout, String prefix, AnswerDialect dialect) {
    if (request.body() != null && !request.body().isOneShot()) {
      throw new IllegalArgumentException("A body that could be sent twice");
    }
    Call call = client.newCall(request);
    call.timeout().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = execute(call)) {
      Answer answer = Answers.read(response);
      return dialect.outcomeOf(
          outcomeOf(response, answer, prefix),
          answer,
          RetryAfter.in(response.headers(), clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return STOPPING;
    } catch (IOException e) {
      return Thread.currentThread().isInterrupted()
          ? STOPPING
          : outcomeOf(e, request, timeout, prefix);
    }
  }

  /** OkHttp is Kotlin: while it waits for a connection it throws this without declaring it. */
  @SuppressWarnings("RedundantThrows")
  private static Response execute(Call call) throws IOException, InterruptedException {
    return call.execute();
  }

  private Outcome outcomeOf(Response response, Answer answer, String prefix) {
    if (response.isSuccessful()) {
      return new Outcome.Delivered(answer);
    }
    String reason = prefix + ": " + Answers.statusLine(response);
    if (permanentStatuses.contains(response.code())) {
      return new Outcome.Rejected(reason, answer);
    }
    return new Outcome.RetryLater(
        reason, RetryAfter.in(response.headers(), clock.instant()), answer);
  }

  private static Outcome outcomeOf(
      IOException e, Request request, Duration timeout, String prefix) {
    if (Failures.isForbidden(e)) {
      return new Outcome.Rejected(
          prefix + ": " + new ForbiddenAddressException().getMessage(), Answer.NONE);
    }
    String reason = Failures.reasonOf(e, request.url().host(), timeout);
    return new Outcome.RetryLater(prefix + ": " + reason, null, Answer.NONE);
  }
}
