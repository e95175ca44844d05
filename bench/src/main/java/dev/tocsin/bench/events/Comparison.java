package dev.tocsin.bench.events;

import java.util.List;

/**
 * One case, by each design in turn.
 *
 * @param others the yardsticks', where there are any
 */
record Comparison(Passage tocsin, List<Passage> others) {
  Case of() {
    return tocsin.of();
  }
}
