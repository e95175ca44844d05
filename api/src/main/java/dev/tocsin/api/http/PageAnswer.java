package dev.tocsin.api.http;

import dev.tocsin.store.database.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param next what to send as {@code cursor} for the following page; null on the last
 */
public record PageAnswer<T>(List<T> items, @Nullable String next) {
  public static <R, T> PageAnswer<T> of(Page<R> page, Function<R, T> item) {
    return new PageAnswer<>(page.items().stream().map(item).toList(), page.next());
  }
}
