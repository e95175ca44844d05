package dev.tocsin.client;

import dev.tocsin.client.BatchEvents.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Any number of events, a batch after the other, each sent when its first result is asked for. */
final class BatchPublishing<E> implements Iterator<BatchResult<E>> {
  /** The largest event that the server takes: 256 KiB. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final int TOO_LARGE = 413;

  private final Batches<E> batches;
  private final Function<List<Written<E>>, List<BatchEntry>> send;
  private Iterator<BatchResult<E>> results = Collections.emptyIterator();

  /**
   * @param send sends a batch that is not empty, and returns an entry for each event
   */
  BatchPublishing(Batches<E> batches, Function<List<Written<E>>, List<BatchEntry>> send) {
    this.batches = batches;
    this.send = send;
  }

  @Override
  public boolean hasNext() {
    while (!results.hasNext() && batches.hasNext()) {
      results = publish(batches.next()).iterator();
    }
    return results.hasNext();
  }

  @Override
  public BatchResult<E> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return results.next();
  }

  /** What is too large is not sent: over 1 MiB, the server would refuse its whole batch. */
  private List<BatchResult<E>> publish(List<Written<E>> batch) {
    List<Written<E>> sent = batch.stream().filter(one -> !isTooLarge(one)).toList();
    Iterator<BatchEntry> answers =
        sent.isEmpty() ? Collections.emptyIterator() : send.apply(sent).iterator();
    List<BatchResult<E>> all = new ArrayList<>();
    for (Written<E> one : batch) {
      all.add(new BatchResult<>(one.event(), isTooLarge(one) ? tooLarge() : answers.next()));
    }
    return all;
  }

  private static boolean isTooLarge(Written<?> event) {
    return event.bytes() > MOST_BYTES;
  }

  private static BatchEntry tooLarge() {
    String why = "An event must not be larger than " + MOST_BYTES + " bytes";
    return BatchEntry.refused(
        new TocsinException(TocsinException.Answer.of(TOO_LARGE, "Too large", why), null));
  }
}
