package dev.tocsin.bench.events;

import java.util.stream.Stream;

/** One case, by each design in turn. */
record Comparison(Passage tocsin, Passage ungrouped, Passage textbook) {

  Case of() {
    return tocsin.of();
  }

  Stream<Passage> each() {
    return Stream.of(tocsin, ungrouped, textbook);
  }
}
