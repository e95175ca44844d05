package dev.tocsin.client;

import dev.tocsin.client.BatchEvents.Written;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Cuts events into batches that the server takes whole. */
final class Batches<E> implements Iterator<List<Written<E>>> {
  /** The most events of a batch. */
  static final int MOST_EVENTS = 500;

  /** The longest body of a batch: 1 MiB. */
  static final int MOST_BYTES = 1024 * 1024;

  /** Two brackets, and one comma less than there are events. */
  private static final int BESIDE_EVENTS = 1;

  private final Iterator<? extends E> events;
  private final int most;
  private @Nullable Written<E> left;

  /**
   * @param most events of a batch, 1 to 500
   * @throws IllegalArgumentException where it is none of these
   */
  Batches(Iterator<? extends E> events, int most) {
    if (most < 1 || most > MOST_EVENTS) {
      throw new IllegalArgumentException("A batch has 1 to " + MOST_EVENTS + " events");
    }
    this.events = events;
    this.most = most;
  }

  @Override
  public boolean hasNext() {
    return left != null || events.hasNext();
  }

  @Override
  public List<Written<E>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Written<E>> batch = new ArrayList<>();
    int bytes = BESIDE_EVENTS;
    while (batch.size() < most && hasNext()) {
      Written<E> next = left == null ? BatchEvents.<E>write(events.next()) : left;
      left = null;
      int withComma = next.bytes() + 1;
      if (!batch.isEmpty() && bytes + withComma > MOST_BYTES) {
        left = next;
        break;
      }
      batch.add(next);
      bytes += withComma;
    }
    return batch;
  }
}
