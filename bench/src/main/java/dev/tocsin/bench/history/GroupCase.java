package dev.tocsin.bench.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * A group of events that leave together.
 *
 * @param events in the group
 * @param subscriptions that match each event
 * @param failing whether one of all its deliveries fails
 */
public record GroupCase(int events, int subscriptions, boolean failing) {
  private static final int BATCH = 100;

  /** All combinations. */
  public static List<GroupCase> all() {
    return of(List.of(1, 10, 200), List.of(0, 1, 3, 10));
  }

  /** The corners, and what most events are. */
  static List<GroupCase> few() {
    return of(List.of(1, 200), List.of(0, 1, 10));
  }

  private static List<GroupCase> of(List<Integer> events, List<Integer> subscriptions) {
    return subscriptions.stream()
        .flatMap(each -> events.stream().map(size -> new GroupCase(size, each, false)))
        .flatMap(
            each ->
                each.subscriptions == 0
                    ? Stream.of(each)
                    : Stream.of(each, new GroupCase(each.events, each.subscriptions, true)))
        .toList();
  }

  /** How many deliveries there are in all. */
  public int deliveries() {
    return events * subscriptions;
  }

  /** Calls of {@code deliver}. */
  public int batches() {
    return (deliveries() + BATCH - 1) / BATCH;
  }

  @Override
  public String toString() {
    return events + " × " + subscriptions + (failing ? ", one fails" : "");
  }
}
