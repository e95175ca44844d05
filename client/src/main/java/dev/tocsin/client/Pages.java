package dev.tocsin.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The items of a listing over all of its pages, each fetched when it is needed. */
final class Pages<T> implements Iterator<T> {
  private final Function<ApiCall<Page<T>>, Page<T>> fetch;
  private final ApiCall<Page<T>> listing;
  private @Nullable ApiCall<Page<T>> following;
  private Iterator<T> items = Collections.emptyIterator();

  Pages(ApiCall<Page<T>> listing, Function<ApiCall<Page<T>>, Page<T>> fetch) {
    this.listing = listing;
    this.following = listing;
    this.fetch = fetch;
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext() && following != null) {
      Page<T> page = fetch.apply(following);
      items = page.items().iterator();
      following = page.next() == null ? null : listing.withCursor(page.next());
    }
    return items.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return items.next();
  }

  Stream<T> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }
}
