package dev.tocsin.bench.fanout;

import dev.tocsin.bench.load.Journeys;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Cpu;
import dev.tocsin.bench.system.RunningTocsin;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Publishes to an audience of its own: once for the time, and once more for the heap. */
final class Spreading {
  /** As many as Tocsin has under way for large audiences. */
  static final int IN_FLIGHT = 512;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final double MEBIBYTE = 1024 * 1024;
  private static final String OF_INTEREST = "WorkflowType IN ('EventWorkflow', 'FanOutWorkflow')";

  private final RunningTocsin tocsin;
  private final Audience audience;
  private final Progress progress;

  Spreading(RunningTocsin tocsin, Audience audience, Progress progress) {
    this.tocsin = tocsin;
    this.audience = audience;
    this.progress = progress;
  }

  /** One event after the other, until its JVM and this one have compiled what they do. */
  void warmUp(int size, Duration lasting) throws Exception {
    String type = "bench.fanout.warm";
    int most = (int) lasting.toMillis();
    Journeys journeys = new Journeys(most);
    try (Publisher publisher = new Publisher(tocsin.url(), 1);
        Receiver sink = Receiver.accepting(journeys::arrived)) {
      audience.subscribe(type, size, sink);
      long began = System.nanoTime();
      for (int event = 0; event < most && System.nanoTime() - began < lasting.toNanos(); event++) {
        BareRequests.post(sink.url(0), IN_FLIGHT, size);
        publish(publisher, journeys, type, event);
        awaitAll(journeys, (event + 1L) * size);
      }
      awaitEndOfWorkflows();
    }
  }

  Spread to(int size) throws Exception {
    String type = "bench.fanout." + size;
    Journeys journeys = new Journeys(2);
    try (Publisher publisher = new Publisher(tocsin.url(), 1);
        Receiver sink = Receiver.accepting(journeys::arrived)) {
      progress.say("%,d subscriptions".formatted(size));
      audience.subscribe(type, size, sink);
      awaitKnown(publisher);
      progress.say("%,d bare requests, %,d in flight".formatted(size, IN_FLIGHT));
      Sample bare = BareRequests.post(sink.url(0), IN_FLIGHT, size);
      progress.say("one event to %,d".formatted(size));
      Cpu before = tocsin.cpu();
      publish(publisher, journeys, type, 0);
      awaitAll(journeys, size);
      Cpu cpu = tocsin.cpu().since(before);
      long arrived = journeys.arrived();
      double first = journeys.millis(0);
      double last = journeys.millis(100) / 1_000;
      progress.say("another, for the heap");
      publish(publisher, journeys, type, 1);
      Wait.until(LONGEST_WAIT, () -> journeys.arrived() >= arrived + size / 2);
      long meanwhile = tocsin.heapAfterGc();
      awaitAll(journeys, 2L * size);
      long after = tocsin.heapAfterGc();
      awaitEndOfWorkflows();
      return new Spread(
          size,
          bare.perSecond(),
          arrived / last,
          first,
          last,
          Math.max(meanwhile, after) / MEBIBYTE,
          tocsin.workflows().longestHistory(OF_INTEREST),
          2L * size - journeys.arrived(),
          journeys.repeated(),
          cpu);
    }
  }

  /**
   * Whoever matches takes in all subscriptions first: their number is no part of what is measured.
   */
  private void awaitKnown(Publisher publisher) throws Exception {
    if (!publisher.publish(tocsin.key(), "bench.fanout.nobody", 0)
        || !Wait.until(LONGEST_WAIT, audience::allMatched)) {
      throw new BenchException("The subscriptions are not taken in");
    }
  }

  private void publish(Publisher publisher, Journeys journeys, String type, int sequence)
      throws Exception {
    journeys.published(sequence);
    if (!publisher.publish(tocsin.key(), type, sequence)) {
      throw new BenchException("The event was not accepted");
    }
  }

  private static void awaitAll(Journeys journeys, long arrivals) throws Exception {
    Wait.until(LONGEST_WAIT, () -> journeys.arrived() >= arrivals);
  }

  /** The last outcome is yet to be recorded when the last webhook has come. */
  private void awaitEndOfWorkflows() throws Exception {
    Wait.until(Duration.ofMinutes(2), this::rests);
  }

  private boolean rests() {
    try {
      return tocsin.workflows().count(OF_INTEREST + " AND ExecutionStatus = 'Running'") == 0;
    } catch (StatusRuntimeException busy) {
      return false;
    }
  }
}
