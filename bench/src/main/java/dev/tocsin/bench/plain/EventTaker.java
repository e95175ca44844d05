package dev.tocsin.bench.plain;

import dev.tocsin.contract.model.Event;

/** What becomes of an event before it is answered with 202. */
@FunctionalInterface
public interface EventTaker {
  /** Called by many threads at once; whatever it throws is answered with 500. */
  void take(Event event) throws Exception;
}
