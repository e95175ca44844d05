package dev.tocsin.activities.eventtype;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A cache in which those who look for the same thing at the same time share one lookup: a batch of
 * a hundred deliveries asks the database once. They share its failure too, where the cache's own
 * loading would let each wait in turn for a database that is away. Thread-safe.
 */
final class SharedLookups<K, V> {
  private final Map<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();
  private final Cache<K, V> cache;

  SharedLookups(Cache<K, V> cache) {
    this.cache = cache;
  }

  /**
   * What is remembered, or what the lookup finds.
   *
   * @throws RuntimeException what the lookup fails with
   */
  V get(K key, Function<K, V> lookup) {
    V known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> first = underWay.putIfAbsent(key, mine);
    return first == null ? lookUp(key, lookup, mine) : result(first);
  }

  /** Whoever asks from now on looks it up, and does not join a lookup that began before. */
  void forget(K key) {
    underWay.remove(key);
    cache.invalidate(key);
  }

  private V lookUp(K key, Function<K, V> lookup, CompletableFuture<V> mine) {
    try {
      V found = lookup.apply(key);
      underWay.computeIfPresent(
          key,
          (same, current) -> {
            if (current == mine) {
              cache.put(key, found);
            }
            return current;
          });
      mine.complete(found);
      return found;
    } catch (RuntimeException | Error failed) {
      mine.completeExceptionally(failed);
      throw failed;
    } finally {
      underWay.remove(key, mine);
    }
  }

  private static <V> V result(CompletableFuture<V> shared) {
    try {
      return shared.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
