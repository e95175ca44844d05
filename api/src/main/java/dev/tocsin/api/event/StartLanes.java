package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Committed events that wait for their start: one bounded lane for each severity. Thread-safe. */
final class StartLanes {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<StartLane> lanes = new ArrayList<>();

  /** Of each lane, so that an event wakes nobody who waits for another. */
  private final List<Condition> filled = new ArrayList<>();

  private boolean closed;

  StartLanes(int laneMax) {
    for (Severity ignored : Severity.values()) {
      lanes.add(new StartLane(laneMax));
      filled.add(lock.newCondition());
    }
  }

  /** False where an event was dropped: the lane is full, or all are closed. */
  boolean offer(Event event) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      boolean all = lane(event.severity()).offer(event);
      filled.get(event.severity().ordinal()).signal();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What waits in the lane of that severity, at most {@code most}, in turn from each tenant; waits
   * for one. Empty once closed and empty.
   */
  List<Event> take(Severity severity, int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      StartLane lane = lane(severity);
      while (lane.size() == 0 && !closed) {
        filled.get(severity.ordinal()).await();
      }
      List<Event> together = new ArrayList<>();
      for (Event event = lane.poll(); event != null; event = lane.poll()) {
        together.add(event);
        if (together.size() == most) {
          break;
        }
      }
      return together;
    } finally {
      lock.unlock();
    }
  }

  private StartLane lane(Severity severity) {
    return lanes.get(severity.ordinal());
  }

  int size() {
    lock.lock();
    try {
      return lanes.stream().mapToInt(StartLane::size).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what is there can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.forEach(Condition::signalAll);
    } finally {
      lock.unlock();
    }
  }
}
