package dev.tocsin.bench.neighbours;

import dev.tocsin.bench.load.BlackHole;
import dev.tocsin.bench.load.Journeys;
import dev.tocsin.bench.load.Pace;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Rows.Went;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Targets side by side: each event goes to ten of them, of which two may be dead. */
final class Neighbourhood {
  static final int TARGETS = 100;
  static final int HEALTHY = 80;
  static final int TYPES = 10;
  static final int PER_SECOND = 5;
  static final int DEADLINE_SECONDS = 5;

  private static final int PUBLISHERS = 32;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final RunningTocsin tocsin;

  Neighbourhood(RunningTocsin tocsin) {
    this.tocsin = tocsin;
  }

  /**
   * One run, on subscriptions of its own, which are gone afterwards.
   *
   * @param name part of its event types
   */
  Visit run(String name, int seconds, boolean holes) throws Exception {
    int events = seconds * PER_SECOND;
    Journeys journeys = new Journeys(events);
    List<String> subscriptions = new ArrayList<>();
    try (Publisher publisher = new Publisher(tocsin.url(), PUBLISHERS);
        BlackHole hole = new BlackHole();
        Receiver sink =
            Receiver.accepting(
                (target, sequence) -> {
                  if (target < HEALTHY) {
                    journeys.arrived(target, sequence);
                  }
                })) {
      for (int target = 0; target < TARGETS; target++) {
        boolean dead = holes && target >= HEALTHY;
        subscriptions.add(
            subscribe(type(name, target), dead ? hole.url(target) : sink.url(target)));
      }
      long refused =
          Pace.run(
                  events,
                  PER_SECOND,
                  sequence -> {
                    journeys.published(sequence);
                    return publisher.publish(tocsin.key(), type(name, sequence), sequence);
                  })
              .failed();
      long expected = (long) (events - refused) * HEALTHY / TYPES;
      List<String> healthy = subscriptions.subList(0, HEALTHY);
      List<String> others = subscriptions.subList(HEALTHY, TARGETS);
      Wait.until(
          LONGEST_WAIT,
          () -> journeys.arrived() >= expected && tocsin.rows().went(healthy).open() == 0);
      Went went = tocsin.rows().went(healthy);
      Went dead = tocsin.rows().went(others);
      subscriptions.forEach(tocsin.client()::delete);
      return new Visit(
          expected,
          Math.min(went.sentAtFirst(), journeys.arrived()),
          journeys.millis(50),
          journeys.millis(99),
          refused,
          dead.longestMs(),
          dead.waiting());
    }
  }

  private static String type(String run, int number) {
    return "bench." + run + "." + number % TYPES;
  }

  private String subscribe(String type, String url) {
    NewSubscription wish =
        NewSubscription.toType(type, Severity.LOW, "WEBHOOK", url)
            .withTimeoutSeconds(DEADLINE_SECONDS);
    return tocsin.client().subscribe(wish).subscriptionId();
  }
}
