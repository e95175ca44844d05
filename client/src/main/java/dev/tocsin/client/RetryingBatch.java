package dev.tocsin.client;

import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One batch until every event of it is answered for good: those answered 429 or 503 are sent again,
 * and only those. Each request is itself repeated as a whole by {@link RetryingCall}, which keeps
 * to its Retry-After; entries have none of their own.
 */
final class RetryingBatch {
  private final Transport transport;
  private final List<RawValue> events;
  private final @Nullable BatchEntry[] entries;
  private final CompletableFuture<List<BatchEntry>> result = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private volatile @Nullable CompletableFuture<BatchAnswer> current;
  private volatile int made;

  RetryingBatch(Transport transport, List<RawValue> events) {
    this.transport = transport;
    this.events = List.copyOf(events);
    this.entries = new BatchEntry[events.size()];
  }

  /**
   * Fails only where nothing is known of any event. Cancelling the future cancels what is under
   * way.
   */
  CompletableFuture<List<BatchEntry>> start() {
    result.whenComplete(
        (answer, failure) -> {
          CompletableFuture<BatchAnswer> call = current;
          if (result.isCancelled() && call != null) {
            call.cancel(true);
          }
        });
    send(IntStream.range(0, events.size()).boxed().toList());
    return result;
  }

  private void send(List<Integer> open) {
    if (result.isDone()) {
      return; // cancelled during the pause
    }
    made++; // one request at a time: never from two threads at once
    CompletableFuture<BatchAnswer> call =
        transport.send(Calls.batchOf(open.stream().map(events::get).toList()));
    current = call;
    call.whenComplete(
        (answer, failure) -> {
          if (failure instanceof TocsinException told) {
            failed(open, told);
          } else if (failure != null) {
            result.completeExceptionally(failure);
          } else if (answer.results().size() != open.size()) {
            failed(open, ErrorAnswers.unreadable(200, new IllegalStateException("not one each")));
          } else {
            answered(open, answer.results());
          }
        });
  }

  private void answered(List<Integer> open, List<BatchEntry> answers) {
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      entries[open.get(i)] = answers.get(i);
      if (answers.get(i).isPassing()) {
        again.add(open.get(i));
      }
    }
    Optional<Duration> pause =
        again.isEmpty()
            ? Optional.empty()
            : transport
                .retries()
                .pause(
                    made,
                    Duration.ofNanos(System.nanoTime() - began),
                    Optional.empty(),
                    ThreadLocalRandom.current());
    if (pause.isEmpty()) {
      finish();
      return;
    }
    try {
      transport.after(pause.get()).execute(() -> send(again));
    } catch (RejectedExecutionException closed) {
      finish();
    }
  }

  /** What is known of the other events must not be lost with a repetition. */
  private void failed(List<Integer> open, TocsinException failure) {
    if (made == 1) {
      result.completeExceptionally(failure);
      return;
    }
    open.forEach(index -> entries[index] = BatchEntry.refused(failure));
    finish();
  }

  private void finish() {
    result.complete(Arrays.stream(entries).map(Objects::requireNonNull).toList());
  }
}
