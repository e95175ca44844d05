package dev.tocsin.bench.events;

import java.util.List;
import java.util.stream.Stream;

/**
 * One combination.
 *
 * @param publishers how many publish, each the next event when the last was accepted
 * @param subscriptions that match each event
 * @param tenants that the publishers belong to, in turn
 */
record Case(int publishers, int subscriptions, int tenants) {

  static List<Case> all(boolean quick) {
    return quick
        ? List.of(new Case(16, 1, 1), new Case(64, 1, 1), new Case(64, 10, 1), new Case(64, 1, 100))
        : Stream.of(1, 100)
            .flatMap(
                tenants ->
                    Stream.of(1, 3, 10)
                        .flatMap(
                            subscriptions ->
                                Stream.of(1, 16, 64, 256)
                                    .map(
                                        publishers ->
                                            new Case(publishers, subscriptions, tenants))))
            .toList();
  }

  /** In a column of its own. */
  String label() {
    return publishers + "/" + subscriptions + "/" + tenants;
  }
}
