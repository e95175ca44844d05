package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Events of one severity that wait for their start, taken in turn from each tenant that has some,
 * so that one tenant's flood does not stand before another's event. Not thread-safe.
 */
final class StartLane {
  private final Map<String, Deque<Event>> byTenant = new HashMap<>();
  private final Queue<String> turns = new ArrayDeque<>();
  private final int most;
  private int size;

  StartLane(int most) {
    this.most = most;
  }

  /** False where it is full: then the last event of the tenant with most events is dropped. */
  boolean offer(Event event) {
    add(event);
    if (size <= most) {
      return true;
    }
    byTenant.values().stream()
        .max(Comparator.comparingInt(Deque::size))
        .ifPresent(
            fullest -> {
              // Its turn stays, and finds nothing should it have had this one only.
              fullest.removeLast();
              size--;
            });
    return false;
  }

  /** The next; absent where there is none. */
  @Nullable Event poll() {
    for (String tenant = turns.poll(); tenant != null; tenant = turns.poll()) {
      Deque<Event> waiting = byTenant.getOrDefault(tenant, new ArrayDeque<>());
      Event event = waiting.poll();
      if (waiting.isEmpty()) {
        byTenant.remove(tenant);
      } else {
        turns.add(tenant);
      }
      if (event != null) {
        size--;
        return event;
      }
    }
    return null;
  }

  int size() {
    return size;
  }

  private void add(Event event) {
    Deque<Event> waiting = byTenant.get(event.tenant());
    if (waiting == null) {
      waiting = new ArrayDeque<>();
      byTenant.put(event.tenant(), waiting);
      turns.add(event.tenant());
    }
    waiting.add(event);
    size++;
  }
}
