package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Journeys;
import dev.tocsin.bench.load.Pace;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.run.Wait;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A few events per second through one design, in rounds, to one webhook each. */
final class LightLoad implements AutoCloseable {
  static final int PER_SECOND = 30;

  private static final int THREADS = 32;
  private static final int DIGITS = 3;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Design design;
  private final String type;
  private final Journeys journeys;
  private final Publisher publisher;
  private final Receiver sink;
  private final Histogram accepted = new ConcurrentHistogram(DIGITS);
  private int published;
  private int taken;

  /**
   * @param events of all rounds together, at most
   */
  LightLoad(Design design, String type, int events) {
    this.design = design;
    this.type = type;
    this.journeys = new Journeys(events);
    this.publisher = new Publisher(design.url(), THREADS);
    this.sink = Receiver.accepting(journeys::arrived);
    design.subscribe(0, type, sink.url(0));
  }

  /** Publishes so many, and returns when all have arrived. */
  void round(int events) throws Exception {
    int first = published;
    String key = design.key(0);
    published += events;
    taken +=
        (int)
            Pace.run(
                    events,
                    PER_SECOND,
                    number -> {
                      long began = System.nanoTime();
                      journeys.published(first + number);
                      boolean good = publisher.publish(key, type, first + number);
                      accepted.recordValue(
                          TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
                      return good;
                    })
                .done();
    Wait.until(LONGEST_WAIT, () -> journeys.arrived() >= taken);
  }

  /**
   * What came of all rounds.
   *
   * @param p50Accepted of publish → 202, in milliseconds
   * @param p50Received of publish → received, in milliseconds
   * @param history events of history for each event
   */
  record Found(
      Design.Kind design,
      double p50Accepted,
      double p99Accepted,
      double p50Received,
      double p99Received,
      double history) {}

  Found found() throws Exception {
    return new Found(
        design.kind(),
        accepted.getValueAtPercentile(50) / 1e3,
        accepted.getValueAtPercentile(99) / 1e3,
        journeys.millis(50),
        journeys.millis(99),
        (double) Passages.settledHistory(design, type) / taken);
  }

  @Override
  public void close() {
    sink.close();
    publisher.close();
  }
}
