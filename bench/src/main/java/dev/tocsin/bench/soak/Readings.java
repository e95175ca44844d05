package dev.tocsin.bench.soak;

import dev.tocsin.bench.load.Pace;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at a Tocsin again and again while it is under load. */
final class Readings {
  private static final double MEBIBYTE = 1024 * 1024;

  private final long began = System.nanoTime();
  private final AtomicLong accepted = new AtomicLong();
  private final List<Reading> all = new ArrayList<>();
  private final RunningTocsin tocsin;
  private final Progress progress;

  private Readings(RunningTocsin tocsin, Progress progress) {
    this.tocsin = tocsin;
    this.progress = progress;
  }

  /**
   * All readings of a load of so many seconds.
   *
   * @param warmUpSeconds of the same load before them
   * @param pauseSeconds between two
   */
  static List<Reading> during(
      RunningTocsin tocsin,
      int warmUpSeconds,
      int seconds,
      int perSecond,
      int pauseSeconds,
      Progress progress)
      throws Exception {
    ExecutorService load = Executors.newSingleThreadExecutor();
    try (Mixture mixture = new Mixture(tocsin)) {
      Readings readings = new Readings(tocsin, progress);
      Future<Sample> refused =
          load.submit(
              () ->
                  Pace.run(
                      (warmUpSeconds + seconds) * perSecond,
                      perSecond,
                      sequence -> readings.counted(mixture.publish(sequence))));
      readings.until(refused, warmUpSeconds, pauseSeconds);
      return readings.all;
    } finally {
      load.shutdownNow();
    }
  }

  private boolean counted(boolean wasAccepted) {
    if (wasAccepted) {
      accepted.incrementAndGet();
    }
    return wasAccepted;
  }

  private void until(Future<Sample> end, int warmUpSeconds, int pauseSeconds) throws Exception {
    progress.say("%,d s of load before the first look".formatted(warmUpSeconds));
    for (int pause = warmUpSeconds; !hasEnded(end, pause); pause = pauseSeconds) {
      read();
    }
  }

  private static boolean hasEnded(Future<Sample> end, int pauseSeconds) throws Exception {
    try {
      end.get(pauseSeconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private void read() throws InterruptedException {
    Reading reading =
        new Reading(
            (System.nanoTime() - began) / 60e9,
            accepted.get(),
            tocsin.heapAfterGc() / MEBIBYTE,
            tocsin.threads(),
            tocsin.rows().connections(),
            tocsin.rows().tableBytes() / MEBIBYTE,
            tocsin.temporalBytes() / MEBIBYTE,
            tocsin.workflows().count("ExecutionStatus = 'Running'"));
    all.add(reading);
    progress.say(
        "%,d events: heap %.0f MiB, %d threads, %d connections, %d workflows"
            .formatted(
                reading.events(),
                reading.heapMiB(),
                reading.threads(),
                reading.connections(),
                reading.running()));
  }
}
