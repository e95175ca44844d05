package dev.tocsin.activities.eventtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedLookupsTest {
  private final SharedLookups<String, Integer> lookups =
      new SharedLookups<>(Caffeine.newBuilder().build());
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch answer = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);

  @Test
  void whoAsksMeanwhileSharesTheLookup() throws Exception {
    CompletableFuture<Integer> first = ask(key -> 1);
    begun.await();
    Thread second = new Thread(() -> lookups.get("key", key -> asked.incrementAndGet()));
    second.start();
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    answer.countDown();

    assertThat(first.join()).isEqualTo(1);
    second.join();
    assertThat(asked).hasValue(1);
    assertThat(lookups.get("key", key -> asked.incrementAndGet())).isEqualTo(1);
  }

  @Test
  void whatIsForgottenMeanwhileIsLookedUpAnew() throws Exception {
    CompletableFuture<Integer> before = ask(key -> 1);
    begun.await();
    lookups.forget("key");

    assertThat(lookups.get("key", key -> 2)).isEqualTo(2);
    answer.countDown();
    assertThat(before.join()).isEqualTo(1);
    assertThat(lookups.get("key", key -> 3)).as("the later one is remembered").isEqualTo(2);
  }

  @Test
  void aFailureIsNotRemembered() {
    assertThatThrownBy(
            () ->
                lookups.get(
                    "key",
                    key -> {
                      throw new IllegalStateException("away");
                    }))
        .hasMessage("away");

    assertThat(lookups.get("key", key -> 4)).isEqualTo(4);
  }

  private CompletableFuture<Integer> ask(Function<String, Integer> found) {
    return CompletableFuture.supplyAsync(
        () ->
            lookups.get(
                "key",
                key -> {
                  asked.incrementAndGet();
                  begun.countDown();
                  awaitAnswer();
                  return found.apply(key);
                }));
  }

  private void awaitAnswer() {
    try {
      answer.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }
}
