package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Committed events that wait for their start: one bounded lane for each severity. Thread-safe. */
final class StartLanes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<StartLane> mostUrgentFirst = new ArrayList<>();
  private boolean closed;

  StartLanes(int laneMax) {
    for (Severity ignored : Severity.values()) {
      mostUrgentFirst.add(new StartLane(laneMax));
    }
  }

  /** False where an event was dropped: the lane is full, or all are closed. */
  boolean offer(Event event) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      boolean all =
          mostUrgentFirst
              .get(Severity.CRITICAL.ordinal() - event.severity().ordinal())
              .offer(event);
      changed.signal();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The next event, the most urgent first; waits for one. Absent once closed and empty. */
  @Nullable Event take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        for (StartLane lane : mostUrgentFirst) {
          Event event = lane.poll();
          if (event != null) {
            return event;
          }
        }
        if (closed) {
          return null;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return mostUrgentFirst.stream().mapToInt(StartLane::size).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what is there can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
