package dev.tocsin.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.standalone.Tocsin;
import dev.tocsin.store.systemevent.SystemEventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Two APIs and two workers on one Temporal and one PostgreSQL. What the first API accepts it
 * matches itself; what the second accepts, one of the workers does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ManyProcessesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CIRCUIT_FAILURES = 5;

  private final Sink sink = new Sink();
  private final AtomicInteger numbers = new AtomicInteger();
  private SplitTocsin tocsin;

  @BeforeAll
  void start() {
    tocsin = SplitTocsin.start("many", 2, CIRCUIT_FAILURES, Tocsin.class, List::of);
  }

  @AfterAll
  void stop() {
    try (Sink closing = sink) {
      if (tocsin != null) {
        tocsin.close();
      }
    }
  }

  @Test
  void whatOneApiChangesHoldsForTheEventsOfTheOther() {
    List<String> subscriptions = new ArrayList<>();
    int many = 20;
    for (int i = 0; i < many; i++) {
      String target = sink.target("/cache-" + i, (id, nth) -> 204);
      subscriptions.add(tocsin.client(i % 2).subscribe("cache.before", target, "[1]"));
    }
    // Side by side, through both: every third goes to another type, every third is deleted.
    IntStream.range(0, many)
        .parallel()
        .forEach(
            i -> {
              ApiClient other = tocsin.client((i + 1) % 2);
              String path = "/subscriptions/" + subscriptions.get(i);
              if (i % 3 == 1) {
                assertThat(other.patch(path, "{\"eventType\": \"cache.after\"}").status())
                    .isEqualTo(200);
              } else if (i % 3 == 2) {
                assertThat(other.delete(path).status()).isEqualTo(204);
              }
            });

    for (int api = 0; api < 2; api++) {
      int from = api;
      await("the changes to hold for API " + from)
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(receivers("cache.before", from, many)).isEqualTo(every(3, 0, many));
                assertThat(receivers("cache.after", from, many)).isEqualTo(every(3, 1, many));
              });
    }
    await("all that match to know the same subscriptions")
        .atMost(PATIENCE)
        .until(() -> subscriptionsKnown().distinct().count() == 1);
    assertThat(subscriptionsKnown().count()).as("an API and two workers").isEqualTo(3);
    // None of them falls back to what it knew before.
    for (int times = 0; times < 10; times++) {
      assertThat(receivers("cache.before", times % 2, many)).isEqualTo(every(3, 0, many));
      assertThat(receivers("cache.after", times % 2, many)).isEqualTo(every(3, 1, many));
    }
  }

  @Test
  void aTargetsLimitsHoldOverAllWorkers() {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    List<Long> arrivals = new ArrayList<>();
    String target =
        sink.target(
            "/limited",
            (id, nth) -> {
              mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              synchronized (arrivals) {
                arrivals.add(System.nanoTime());
              }
              Thread.onSpinWait();
              atOnce.decrementAndGet();
              return 204;
            });
    int perSecond = 10;
    int events = 40;
    tocsin
        .client()
        .subscribe(
            "limited", target, "[1]", "{\"perSecond\": " + perSecond + ", \"concurrency\": 2}");
    List<String> eventIds =
        IntStream.range(0, events).parallel().mapToObj(i -> publish("limited", i % 2)).toList();
    eventIds.forEach(id -> awaitArrival("/limited", id));

    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
    // A slow machine makes it take longer; only a broken limit makes it take less.
    assertThat(Duration.ofNanos(arrivals.get(events - 1) - arrivals.get(0)))
        .isGreaterThan(Duration.ofSeconds(events / perSecond - 1));
    assertThat(eventIds).allMatch(id -> sink.timesAccepted("/limited", id) == 1);
  }

  @Test
  void aCircuitOpensOnceWhoeverSeesTheFailures() {
    Set<String> down = ConcurrentHashMap.newKeySet();
    down.add("/down");
    String target = sink.target("/down", (id, nth) -> down.contains("/down") ? 503 : 204);
    String subscription = tocsin.client().subscribe("down", target, "[600]");
    List<String> eventIds =
        IntStream.range(0, 60).parallel().mapToObj(i -> publish("down", i % 2)).toList();

    await("an open circuit").atMost(PATIENCE).until(() -> circuit(subscription).equals("OPEN"));
    List<String> later = IntStream.range(0, 10).mapToObj(i -> publish("down", i % 2)).toList();
    down.clear();
    later.forEach(id -> awaitArrival("/down", id));
    await("a closed circuit").atMost(PATIENCE).until(() -> circuit(subscription).equals("CLOSED"));
    eventIds.forEach(id -> awaitArrival("/down", id));
    assertThat(tocsin.rows().events(SystemEventType.CIRCUIT_OPENED.type())).isEqualTo(1);
  }

  @Test
  void aRestartOfOneProcessAfterTheOtherLosesNothing() {
    String target = sink.target("/rolling", (id, nth) -> nth == 1 && refused(id) ? 503 : 204);
    tocsin.client().subscribe("rolling", target, "[1, 1, 2]");
    try (Publishers publishers =
        new Publishers(List.of(tocsin.client(0), tocsin.client(1)), "rolling")) {
      int published = 0;
      for (TocsinProcess process : tocsin.processes()) {
        publishers.publish(100, Duration.ofMillis(20));
        published += 100;
        int before = published - 50;
        await().atMost(PATIENCE).until(() -> publishers.accepted().size() >= before);
        process.jvm().terminate();
        process.jvm().restart();
        process.awaitReady();
      }
      int all = published;
      await("all to be accepted").atMost(PATIENCE).until(() -> publishers.accepted().size() == all);
      publishers.accepted().values().forEach(id -> awaitArrival("/rolling", id));

      // Nothing but 202, a refused connection, and 503.
      assertThat(publishers.faults()).as(tocsin.whereLogsAre()).isEmpty();
      // What was under way was finished, so nothing was done again.
      assertThat(publishers.accepted().values())
          .allMatch(id -> sink.timesAccepted("/rolling", id) == 1);
      System.out.println("answers to publishers: " + publishers.answers());
    }
  }

  private static boolean refused(String eventId) {
    return Math.floorMod(eventId.hashCode(), 4) == 0;
  }

  private DoubleStream subscriptionsKnown() {
    return tocsin.processes().stream().flatMapToDouble(each -> each.subscriptions().stream());
  }

  private String circuit(String subscription) {
    return tocsin.rows().circuit(subscription);
  }

  /** Publishes an event through an API, and gives its id. */
  private String publish(String type, int api) {
    String clientId = type + "-" + numbers.incrementAndGet();
    assertThat(tocsin.client(api).publish(type, clientId).status()).isEqualTo(202);
    return Identity.eventId("default", "", clientId);
  }

  /** The numbers of the targets that an event has come to once it is NOTIFIED. */
  private List<Integer> receivers(String type, int api, int many) {
    String eventId = publish(type, api);
    await(tocsin.whereLogsAre())
        .atMost(PATIENCE)
        .until(() -> tocsin.rows().event(eventId).equals("NOTIFIED"));
    return IntStream.range(0, many)
        .filter(i -> sink.accepted("/cache-" + i, eventId))
        .boxed()
        .toList();
  }

  private static List<Integer> every(int step, int from, int many) {
    return IntStream.range(0, many).filter(i -> i % step == from).boxed().toList();
  }

  /** For several probes of an open circuit: 30 s, then a minute, then two. */
  private void awaitArrival(String path, String eventId) {
    await(path + ": " + eventId + ". " + tocsin.whereLogsAre())
        .atMost(Duration.ofMinutes(5))
        .until(() -> sink.accepted(path, eventId));
  }
}
