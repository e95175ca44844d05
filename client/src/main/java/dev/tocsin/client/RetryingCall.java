package dev.tocsin.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request until it is answered for good. No thread waits meanwhile. A request that is not
 * repeatable is sent again only where it certainly was not done: after 429, and where no connection
 * came about.
 */
final class RetryingCall<T> implements Callback {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final ApiCall<T> request;
  private final Supplier<Call> calls;
  private final RetryPolicy retries;
  private final Function<Duration, Executor> later;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private volatile @Nullable Call current;
  private volatile int made;

  RetryingCall(
      ApiCall<T> request,
      Supplier<Call> calls,
      RetryPolicy retries,
      Function<Duration, Executor> later) {
    this.request = request;
    this.calls = calls;
    this.retries = retries;
    this.later = later;
  }

  /** Cancelling the future cancels what is under way. */
  CompletableFuture<T> start() {
    result.whenComplete(
        (answer, failure) -> {
          Call call = current;
          if (result.isCancelled() && call != null) {
            call.cancel();
          }
        });
    attempt();
    return result;
  }

  private void attempt() {
    if (result.isDone()) {
      return; // cancelled during the pause
    }
    made++; // one attempt at a time: never from two threads at once
    Call call = calls.get();
    current = call;
    call.enqueue(this);
  }

  @Override
  public void onFailure(Call call, IOException failure) {
    boolean notDone =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof NoRouteToHostException;
    TocsinException told = unreachable(call, failure);
    if (request.repeatable() || notDone) {
      againOrFail(told);
    } else {
      result.completeExceptionally(told);
    }
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    String body;
    try (response) {
      body = response.body().string();
    } catch (IOException broken) { // OkHttp would not tell us of what this method throws
      onFailure(call, broken);
      return;
    }
    if (response.isSuccessful()) {
      complete(response.code(), body);
      return;
    }
    TocsinException told = ErrorAnswers.of(response, body);
    if (told.status() == TOO_MANY_REQUESTS
        || (told.status() == UNAVAILABLE && request.repeatable())) {
      againOrFail(told);
    } else {
      result.completeExceptionally(told);
    }
  }

  private void complete(int status, String body) {
    T answer;
    try {
      answer = Json.MAPPER.readValue(body.isEmpty() ? "null" : body, request.answer());
      if (answer == null) {
        throw new IllegalStateException("empty");
      }
    } catch (JsonProcessingException | IllegalStateException unreadable) {
      result.completeExceptionally(ErrorAnswers.unreadable(status, unreadable));
      return;
    }
    result.complete(answer);
  }

  private void againOrFail(TocsinException failure) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    Optional<Duration> pause =
        retries.pause(made, elapsed, failure.retryAfter(), ThreadLocalRandom.current());
    if (pause.isEmpty()) {
      result.completeExceptionally(failure);
      return;
    }
    try {
      later.apply(pause.get()).execute(this::attempt);
    } catch (RejectedExecutionException closed) {
      result.completeExceptionally(failure);
    }
  }

  private static TocsinException unreachable(Call call, IOException failure) {
    String server = call.request().url().host() + ":" + call.request().url().port();
    String why = failure.getMessage() == null ? "no answer" : failure.getMessage();
    return new TocsinException(
        TocsinException.Answer.none("No answer from " + server, why), failure);
  }
}
