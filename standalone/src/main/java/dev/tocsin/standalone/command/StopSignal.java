package dev.tocsin.standalone.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, turned into an ordinary return of {@link #await}, so that parts are stopped by
 * the try-with-resources that holds them, in the reverse of the order in which they started. The
 * JVM waits for {@link #close}, which must come last. A signal before {@code await} interrupts the
 * thread that installed this, so that a long start ends early.
 */
public final class StopSignal implements AutoCloseable {
  /** Longer than all parts together may take; after it the JVM ends whatever is still running. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(90);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread starter = Thread.currentThread();
  private boolean asked;
  private boolean awaited;

  private StopSignal() {}

  /** From now on a signal is this object's. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
    return signal;
  }

  private void stop() {
    if (done.getCount() == 0) {
      return; // an ordinary end, not a signal
    }
    ask();
    try {
      if (!done.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("tocsin: not stopped after " + LONGEST_STOP.toSeconds() + " s, ending");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void ask() {
    asked = true;
    if (!awaited) {
      starter.interrupt();
    }
    notifyAll();
  }

  /** Returns when a signal came; the thread is not interrupted then, whenever it came. */
  public synchronized void await() {
    awaited = true;
    while (!asked) {
      try {
        wait();
      } catch (InterruptedException e) {
        asked = true; // somebody else wants this thread to end
      }
    }
    Thread.interrupted(); // what remains to be done is an orderly stop
  }

  @Override
  public void close() {
    done.countDown();
  }
}
