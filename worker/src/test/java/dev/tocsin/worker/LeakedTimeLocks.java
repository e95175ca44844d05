package dev.tocsin.worker;

import io.temporal.testing.TestWorkflowEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * Gives back the locks on time that Temporal's test server forgets: it takes one when a child
 * workflow ends, for its parent to give back, and a parent that is closed does not (SDK 1.38.0).
 * Every delivery that is handed over outlives its event's workflow, and the first that ends would
 * stop the clock for good.
 */
final class LeakedTimeLocks implements AutoCloseable {
  private static final String GIVEN_BACK_HERE = "forgotten by the parent";

  /** A parent that was slow gave its lock back after it was given back here. */
  private static final String TAKEN_BACK_HERE = "given back twice";

  private static final Set<String> GIVEN_BACK =
      Set.of(
          "childWorkflowCompleted",
          "childWorkflowFailed",
          "childWorkflowCanceled",
          "childWorkflowTimedOut",
          GIVEN_BACK_HERE);

  private static final long LOOK_EVERY_MS = 50;

  /** A parent that runs gives it back within milliseconds, or on a busy machine some more. */
  private static final int LOOKS_UNTIL_FORGOTTEN = 10;

  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          look -> {
            Thread thread = new Thread(look, "leaked-time-locks");
            thread.setDaemon(true);
            return thread;
          });
  private final Object timer;
  private final Lock lock;
  private final List<?> events;
  private final Method unlock;
  private final Method lockAgain;
  private int held;
  private int looksAlike;

  LeakedTimeLocks(TestWorkflowEnvironment temporal) throws ReflectiveOperationException {
    Method fetch = temporal.getClass().getDeclaredMethod("fetchWorkflowService");
    fetch.setAccessible(true);
    this.timer = field(fetch.invoke(temporal), "selfAdvancingTimer");
    this.lock = (Lock) field(timer, "lock");
    this.events = (List<?>) field(timer, "lockEvents");
    this.unlock = timer.getClass().getDeclaredMethod("unlockTimeSkipping", String.class);
    unlock.setAccessible(true);
    this.lockAgain = timer.getClass().getDeclaredMethod("lockTimeSkipping", String.class);
    lockAgain.setAccessible(true);
    looks.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  private void look() {
    try {
      int before = held;
      held = count();
      looksAlike = held == before ? looksAlike + 1 : 0;
      if (looksAlike >= LOOKS_UNTIL_FORGOTTEN) {
        for (; held > 0; held--) {
          unlock.invoke(timer, GIVEN_BACK_HERE);
        }
        for (; held < 0; held++) {
          lockAgain.invoke(timer, TAKEN_BACK_HERE);
        }
        looksAlike = 0;
      }
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("The test server is not what it was in 1.38.0", broken);
    }
  }

  /** Counts anew each time, as the list also loses events: those of locks that have a handle. */
  private int count() throws ReflectiveOperationException {
    int count = 0;
    lock.lock();
    try {
      for (Object event : events) {
        String caller = String.valueOf(field(event, "caller"));
        if (GIVEN_BACK.contains(caller)) {
          count--;
        } else if (caller.endsWith("notify parent") || caller.equals(TAKEN_BACK_HERE)) {
          count++;
        }
      }
    } finally {
      lock.unlock();
    }
    return count;
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
