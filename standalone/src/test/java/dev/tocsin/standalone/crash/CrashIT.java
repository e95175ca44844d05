package dev.tocsin.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.standalone.Tocsin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** kill -9 of every process in turn, in the middle of a load. */
class CrashIT {
  private static final int EVENTS_BEFORE = 350;
  private static final int EVENTS_WITHOUT_TEMPORAL = 400;
  private static final int EVENTS_AFTER = 250;
  private static final int EVENTS = EVENTS_BEFORE + EVENTS_WITHOUT_TEMPORAL + EVENTS_AFTER;

  private static final Duration PACE = Duration.ofMillis(25);
  private static final Duration TEMPORAL_AWAY = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> PATHS = List.of("/steady", "/flaky");

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void losesNothingThatWasAccepted() {
    try (Sink sink = new Sink();
        SplitTocsin tocsin = SplitTocsin.start("kill", 1_000, Tocsin.class, List::of);
        Publishers publishers = new Publishers(tocsin.client(), "crash")) {
      tocsin.client().subscribe("crash", sink.target("/steady", (id, nth) -> 204), "[1, 2, 5]");
      tocsin
          .client()
          .subscribe("crash", sink.target("/flaky", CrashIT::flaky), "[1, 1, 1, 1, 1, 2, 2, 5]");

      publishers.publish(EVENTS_BEFORE, PACE);
      killApi(tocsin, publishers);
      killWorker(tocsin, publishers);
      killTemporal(tocsin, publishers);
      publishers.publish(EVENTS_AFTER, PACE);
      killPostgres(tocsin, publishers);
      awaitAccepted(tocsin, publishers, EVENTS);

      everythingWasDelivered(tocsin, sink, publishers);
      assertThat(publishers.answers(503)).as("answers 503, PostgreSQL was away").isPositive();
      noDeliveryWasAbandoned(tocsin);
      System.out.println("answers to publishers: " + publishers.answers());
    }
  }

  /** Every third event is refused once, every ninth twice. */
  private static int flaky(String eventId, int nth) {
    int hash = Math.floorMod(eventId.hashCode(), 9);
    return nth == 1 && hash % 3 == 0 || nth == 2 && hash == 0 ? 503 : 204;
  }

  private static void killApi(SplitTocsin tocsin, Publishers publishers) {
    awaitAccepted(tocsin, publishers, 100);
    tocsin.api().kill();
    tocsin.api().restart();
  }

  private static void killWorker(SplitTocsin tocsin, Publishers publishers) {
    awaitAccepted(tocsin, publishers, 200);
    tocsin.worker().kill();
    awaitAccepted(tocsin, publishers, 250);
    tocsin.worker().restart();
    tocsin.awaitWorker();
  }

  private static void killTemporal(SplitTocsin tocsin, Publishers publishers) {
    awaitAccepted(tocsin, publishers, EVENTS_BEFORE);
    tocsin.temporal().kill();
    Map<Integer, Integer> before = publishers.answers();
    publishers.publish(EVENTS_WITHOUT_TEMPORAL, TEMPORAL_AWAY.dividedBy(EVENTS_WITHOUT_TEMPORAL));
    awaitAccepted(tocsin, publishers, EVENTS_BEFORE + EVENTS_WITHOUT_TEMPORAL);
    Map<Integer, Integer> after = publishers.answers();
    before.remove(202);
    after.remove(202);
    assertThat(after).as("answers other than 202 while Temporal was away").isEqualTo(before);
    tocsin.temporal().restart();
  }

  private static void killPostgres(SplitTocsin tocsin, Publishers publishers) {
    int before = publishers.answers(503);
    awaitAccepted(tocsin, publishers, EVENTS - EVENTS_AFTER / 2);
    tocsin.postgres().kill();
    await("publishers to be answered 503. " + tocsin.whereLogsAre())
        .atMost(Duration.ofSeconds(30))
        .until(() -> publishers.answers(503) >= before + 5);
    tocsin.postgres().restart();
  }

  private static void awaitAccepted(SplitTocsin tocsin, Publishers publishers, int events) {
    await(events + " events accepted. " + tocsin.whereLogsAre())
        .atMost(Duration.ofMinutes(2))
        .until(() -> publishers.accepted().size() >= events);
    assertThat(publishers.faults()).as(tocsin.whereLogsAre()).isEmpty();
  }

  private static void everythingWasDelivered(SplitTocsin tocsin, Sink sink, Publishers publishers) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(missing(tocsin, sink, publishers))
                    .as("accepted, and not delivered. " + tocsin.whereLogsAre())
                    .isEmpty());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(tocsin.rows().unfinished())
                    .as("events that are not NOTIFIED. " + tocsin.whereLogsAre())
                    .isEmpty());
    assertThat(tocsin.rows().unsentDeliveries()).as("deliveries that are not SENT").isZero();
    assertThat(sink.webhookIds())
        .as("each event came to each subscription under one webhook-id")
        .hasSize(EVENTS * PATHS.size())
        .allSatisfy((arrival, ids) -> assertThat(ids).as(arrival.toString()).hasSize(1));
    assertThat(sink.webhookIds().values().stream().flatMap(ids -> ids.stream()))
        .doesNotHaveDuplicates();
  }

  private static List<String> missing(SplitTocsin tocsin, Sink sink, Publishers publishers) {
    List<String> missing = new ArrayList<>();
    for (String eventId : publishers.accepted().values()) {
      for (String path : PATHS) {
        if (!sink.accepted(path, eventId) && missing.size() < 10) {
          missing.add(path + ": " + tocsin.rows().story(eventId));
        }
      }
    }
    return missing;
  }

  /** Recovery may start events that nobody started; a delivery, once begun, is always carried. */
  private static void noDeliveryWasAbandoned(SplitTocsin tocsin) {
    assertThat(tocsin.workerMetrics().lines().filter(line -> line.contains("tocsin_recovered")))
        .as("what recovery took up. " + tocsin.whereLogsAre())
        .contains("tocsin_recovered_total{kind=\"delivery\"} 0.0");
    // The counter began anew with each worker; the log did not.
    assertThat(tocsin.log("worker").filter(line -> line.contains("that no workflow carried")))
        .as("what recovery said")
        .isEmpty();
    // An event's workflow outlasts whatever is away: closing as Failed is how one is abandoned.
    assertThat(
            Stream.of("api", "worker")
                .flatMap(tocsin::log)
                .filter(line -> line.contains("Workflow execution failure"))
                .map(line -> line.substring(0, Math.min(400, line.length()))))
        .as("workflows that failed")
        .isEmpty();
  }
}
