package dev.tocsin.bench.load;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** When events were published, and when each came to a target for the first time. Thread-safe. */
public final class Journeys {
  private static final int DIGITS = 3;

  private final AtomicLongArray publishedAt;
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong lastAt = new AtomicLong(Long.MIN_VALUE);
  private final Histogram micros = new ConcurrentHistogram(DIGITS);

  /**
   * @param events sequences are smaller
   */
  public Journeys(int events) {
    publishedAt = new AtomicLongArray(events);
  }

  /** To be called before it is sent: the way to the 202 is part of the journey. */
  public void published(int sequence) {
    publishedAt.set(sequence, System.nanoTime());
  }

  /** A webhook has come. */
  public void arrived(int target, int sequence) {
    long now = System.nanoTime();
    if (seen.add((long) sequence << Integer.SIZE | target)) {
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(now - publishedAt.get(sequence)));
      lastAt.accumulateAndGet(now, Math::max);
    } else {
      repeated.incrementAndGet();
    }
  }

  /** How many arrived, repeats not counted. */
  public long arrived() {
    return micros.getTotalCount();
  }

  /** The moment of the last arrival, as {@link System#nanoTime} has it. */
  public long lastAt() {
    return lastAt.get();
  }

  /** How many arrived once more. */
  public long repeated() {
    return repeated.get();
  }

  /**
   * The time that this part of the journeys took at most, in milliseconds.
   *
   * @param percent 0 to 100
   */
  public double millis(double percent) {
    return micros.getValueAtPercentile(percent) / 1_000.0;
  }
}
