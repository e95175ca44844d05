package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Journeys;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Cpu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Events through the HTTP API to webhooks that are accepted at once. */
final class Passages {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final Case WARM = new Case(64, 1, 1);
  private static final int WARM_EVENTS = 3_000;

  private final Progress progress;
  private int number;

  Passages(Progress progress) {
    this.progress = progress;
  }

  /** What a JVM compiles first is spent before it is measured. */
  void warmUp(List<Design> designs, boolean quick) throws Exception {
    for (Design design : designs) {
      progress.say("warming up: " + design.kind().title());
      long began = System.nanoTime();
      while (System.nanoTime() - began < design.kind().warmUp(quick).toNanos()) {
        pass(design, WARM, design.kind().share(WARM_EVENTS));
      }
    }
  }

  /** One case, by one design after the other. */
  Comparison compare(Case of, int events, Design tocsin, List<Design> others) throws Exception {
    Passage own = passTold(tocsin, of, events);
    List<Passage> theirs = new ArrayList<>();
    for (Design other : others) {
      theirs.add(passTold(other, of, events));
    }
    return new Comparison(own, theirs);
  }

  private Passage passTold(Design design, Case of, int events) throws Exception {
    int some = of.events(design.kind().share(events));
    progress.say("%s: %,d events, %s".formatted(design.kind().title(), some, of.inWords()));
    return pass(design, of, some);
  }

  /** One case, on an event type of its own; the subscriptions are left behind. */
  Passage pass(Design design, Case of, int events) throws Exception {
    String type = newType();
    Journeys journeys = new Journeys(events);
    try (Publisher publisher = new Publisher(design.url(), of.publishers());
        Receiver sink = Receiver.accepting(journeys::arrived)) {
      subscribe(design, of, type, sink);
      Cpu before = design.cpu();
      long began = System.nanoTime();
      Sample accepted =
          Crowd.run(
              of.publishers(),
              events,
              sequence -> {
                journeys.published(sequence);
                return publisher.publish(design.key(sequence % of.tenants()), type, sequence);
              });
      long expected = accepted.done() * of.subscriptions();
      Wait.until(LONGEST_WAIT, () -> journeys.arrived() >= expected);
      Cpu cpu = design.cpu().since(before);
      long arrived = journeys.arrived();
      return new Passage(
          design.kind(),
          of,
          accepted,
          arrived,
          Math.max(0, expected - arrived),
          arrived / ((journeys.lastAt() - began) / 1e9),
          journeys.millis(50),
          journeys.millis(99),
          cpu,
          settledHistory(design, type));
    }
  }

  String newType() {
    return "bench.events." + ++number;
  }

  /** Visibility tells a workflow's length a moment after it is closed. */
  static long settledHistory(Design design, String type) throws Exception {
    long[] last = {-1};
    Wait.until(
        Duration.ofSeconds(30),
        () -> {
          long now = design.historyEvents(type);
          boolean settled = now == last[0];
          last[0] = now;
          return settled;
        });
    return last[0];
  }

  private static void subscribe(Design design, Case of, String type, Receiver sink) {
    for (int tenant = 0; tenant < of.tenants(); tenant++) {
      for (int target = 0; target < of.subscriptions(); target++) {
        design.subscribe(tenant, type, sink.url(target));
      }
    }
  }
}
