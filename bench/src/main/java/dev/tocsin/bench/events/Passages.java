package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Crowd;
import dev.tocsin.bench.load.Journeys;
import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.load.Sink;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Cpu;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Events through the HTTP API to webhooks that are accepted at once. */
final class Passages {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final RunningTocsin tocsin;
  private final List<String> keys = new ArrayList<>();
  private int number;

  Passages(RunningTocsin tocsin) {
    this.tocsin = tocsin;
  }

  /** One case, on an event type of its own; the subscriptions are left behind. */
  Passage pass(Case of, int events) throws Exception {
    String type = "bench.events." + ++number;
    Journeys journeys = new Journeys(events);
    try (Publisher publisher = new Publisher(tocsin.url(), of.publishers());
        Sink sink = new Sink(journeys::arrived)) {
      subscribe(of, type, sink);
      Cpu before = tocsin.cpu();
      long began = System.nanoTime();
      Sample accepted =
          Crowd.run(
              of.publishers(),
              events,
              sequence -> {
                journeys.published(sequence);
                return publisher.publish(keys.get(sequence % of.tenants()), type, sequence);
              });
      long expected = accepted.done() * of.subscriptions();
      Wait.until(LONGEST_WAIT, () -> journeys.arrived() >= expected);
      Cpu cpu = tocsin.cpu().since(before);
      long arrived = journeys.arrived();
      return new Passage(
          of,
          accepted,
          arrived,
          Math.max(0, expected - arrived),
          arrived / ((journeys.lastAt() - began) / 1e9),
          journeys.millis(50),
          journeys.millis(99),
          cpu);
    }
  }

  private void subscribe(Case of, String type, Sink sink) {
    while (keys.size() < of.tenants()) {
      keys.add(tocsin.newKey("bench-" + keys.size()));
    }
    for (String key : keys.subList(0, of.tenants())) {
      try (TocsinClient client = TocsinClient.builder().url(tocsin.url()).apiKey(key).build()) {
        for (int target = 0; target < of.subscriptions(); target++) {
          client.subscribe(NewSubscription.toType(type, Severity.LOW, "WEBHOOK", sink.url(target)));
        }
      }
    }
  }
}
