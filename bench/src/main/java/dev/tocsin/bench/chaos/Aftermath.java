package dev.tocsin.bench.chaos;

import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Rows;
import dev.tocsin.bench.system.SplitTocsin;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What is left when everything works again and nobody publishes any more.
 *
 * @param seconds until all that was accepted was delivered, or nobody waited any longer
 * @param unfinished accepted events that are not NOTIFIED
 * @param unknownIds webhook ids that are no delivery's
 * @param changedIds events that came to a target under several ids
 */
record Aftermath(double seconds, long unfinished, long unknownIds, long changedIds) {
  private static final long PUBLISHERS_SECONDS = 120;

  /** Longer than recovery waits before it takes up what nobody carries. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(3);

  static Aftermath await(SplitTocsin tocsin, Publishers publishers, Ledger ledger)
      throws Exception {
    long began = System.nanoTime();
    if (!publishers.finish(PUBLISHERS_SECONDS)) {
      throw new BenchException("Events are not accepted any more.");
    }
    try (Rows rows = tocsin.openRows()) {
      while (!isDone(rows, ledger) && goesOn(rows, ledger)) {
        // As long as something arrives, a slow machine may take its time.
      }
      Set<String> unknown = new HashSet<>();
      ledger.webhookIds().forEach(unknown::addAll);
      unknown.removeAll(rows.deliveries(Publishers.TYPE));
      return new Aftermath(
          (System.nanoTime() - began) / 1e9,
          ledger.accepted() - rows.notified(Publishers.TYPE),
          unknown.size(),
          ledger.webhookIds().stream().map(Collection::size).filter(ids -> ids > 1).count());
    }
  }

  private static boolean isDone(Rows rows, Ledger ledger) {
    return ledger.isDelivered() && rows.notified(Publishers.TYPE) >= ledger.accepted();
  }

  private static boolean goesOn(Rows rows, Ledger ledger) throws Exception {
    long before = rows.notified(Publishers.TYPE) + ledger.arrived();
    return Wait.until(
        LONGEST_REST, () -> rows.notified(Publishers.TYPE) + ledger.arrived() > before);
  }
}
