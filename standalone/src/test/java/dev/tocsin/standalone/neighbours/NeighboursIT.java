package dev.tocsin.standalone.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.worker.config.WorkerLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody's flood, and nobody's dead endpoint, is another's delay. */
class NeighboursIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FANS = 100;
  private static final int FLOOD = 50;

  /** Without priority and fairness it would come last, or somewhere behind the middle. */
  private static final int MOST = FLOOD * FANS / 10;

  /** One event's batch of deliveries at a time: all the rest waits in Temporal. */
  private static final WorkerLimits NARROW = new WorkerLimits(2, 1, 1_800, 512, 2, 50, 30);

  @TempDir static Path folder;
  private static Town town;

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer receiver;

  @BeforeAll
  static void build() {
    town = new Town(folder);
  }

  @AfterAll
  static void leave() {
    town.close();
  }

  @BeforeEach
  void receive() throws Exception {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            arrived.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Event-Id")));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.setExecutor(threads);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aCriticalEventOvertakesABacklogOfFiveThousandLowDeliveries() throws Exception {
    flood("backlog");
    town.subscribe("default", "urgent", url(), null);
    Event critical = town.publish("default", "urgent", Severity.CRITICAL);

    try (var worker = town.worker(NARROW)) {
      await().atMost(PATIENCE).until(() -> arrived.contains(critical.eventId()));
    }

    assertThat(arrived.indexOf(critical.eventId()))
        .as("of %d that came before it", FLOOD * FANS)
        .isLessThan(MOST);
  }

  @Test
  void aTenantsFloodDoesNotStarveAnotherTenantsEvent() throws Exception {
    flood("flood");
    town.subscribe("other", "single", url(), null);
    Event single = town.publish("other", "single", Severity.LOW);

    try (var worker = town.worker(NARROW)) {
      await().atMost(PATIENCE).until(() -> arrived.contains(single.eventId()));
    }

    assertThat(arrived.indexOf(single.eventId()))
        .as("of %d that came before it", FLOOD * FANS)
        .isLessThan(MOST);
  }

  @Test
  void healthyTargetsGetEverythingAtTheFirstAttemptBesideOnesThatNeverAnswer() throws Exception {
    int events = 5;
    // It accepts by its backlog, and answers nobody.
    try (ServerSocket hole = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        var worker = town.worker(WorkerLimits.DEFAULT)) {
      String nowhere = "http://127.0.0.1:" + hole.getLocalPort() + "/";
      for (int i = 0; i < FANS; i++) {
        boolean dead = i % 5 == 0;
        town.subscribe("default", "mixed", dead ? nowhere : url(), dead ? 1 : null);
      }
      for (int i = 0; i < events; i++) {
        town.publish("default", "mixed", Severity.HIGH);
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(count("d.target <> ? AND d.status = 'SENT'", nowhere))
                    .isEqualTo(events * FANS * 4 / 5);
                assertThat(count("d.target = ? AND d.attempts > 0", nowhere))
                    .isEqualTo(events * FANS / 5);
              });

      assertThat(count("d.target <> ? AND d.attempts <> 1", nowhere)).isZero();
      assertThat(count("d.target = ? AND a.duration_ms > 9000", nowhere))
          .as("held far past its deadline of a second")
          .isZero();
    }
  }

  /** 5,000 deliveries that wait for a worker. */
  private void flood(String type) {
    for (int i = 0; i < FANS; i++) {
      town.subscribe("default", type, url(), null);
    }
    for (int i = 0; i < FLOOD; i++) {
      town.publish("default", type, Severity.LOW);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
  }

  private static long count(String condition, String target) {
    return town.postgres
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(DISTINCT d.delivery_id) FROM delivery d"
                            + " LEFT JOIN attempt a USING (delivery_id, day)"
                            + " WHERE d.event_type = 'mixed' AND "
                            + condition)
                    .bind(0, target)
                    .mapTo(Long.class)
                    .one());
  }
}
