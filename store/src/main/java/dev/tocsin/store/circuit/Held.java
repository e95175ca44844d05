package dev.tocsin.store.circuit;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/**
 * What waits for its target from now on.
 *
 * @param deliveries the ids of those that wait
 * @param asleep the ids of subscriptions with limits whose workflow has nothing to do: after the
 *     commit it is to be woken
 */
public record Held(Set<String> deliveries, Set<String> asleep) {
  private static final Held NONE = new Held(Set.of(), Set.of());

  public Held {
    deliveries = Set.copyOf(deliveries);
    asleep = Set.copyOf(asleep);
  }

  public static Held none() {
    return NONE;
  }

  public boolean isEmpty() {
    return deliveries.isEmpty();
  }

  /** Runs a query of {@code delivery_id}, {@code subscription_id} and {@code asleep}. */
  public static Held read(Query query) {
    Set<String> deliveries = new HashSet<>();
    Set<String> asleep = new HashSet<>();
    query
        .map(
            (row, context) -> {
              if (row.getBoolean("asleep")) {
                asleep.add(row.getString("subscription_id"));
              }
              return deliveries.add(row.getString("delivery_id"));
            })
        .list();
    return deliveries.isEmpty() ? NONE : new Held(deliveries, asleep);
  }
}
