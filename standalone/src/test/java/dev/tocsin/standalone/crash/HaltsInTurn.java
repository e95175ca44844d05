package dev.tocsin.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.standalone.crash.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process halts at each of some points in turn, and starts again. The next halt does not wait
 * until what the one before left is taken up, so that taking up is interrupted as well; in the end
 * everything must have arrived.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HaltsInTurn {
  /** So many deliveries in a row open a circuit. */
  private static final int FAILURES = 5;

  private static final Duration HALT_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final String name;
  private final Set<HaltPoint> points;
  private final Map<HaltPoint, String> subscriptions = new EnumMap<>(HaltPoint.class);
  private final Set<HaltPoint> down = Collections.synchronizedSet(EnumSet.allOf(HaltPoint.class));
  private final Sink sink = new Sink();
  private SplitTocsin tocsin;
  private Halts halts;

  /**
   * @param name of the folder under {@code target/crash} that holds all data and logs
   * @param targets that the subscriptions of the points have
   */
  HaltsInTurn(String name, Set<HaltPoint.Target> targets) {
    this.name = name;
    this.points =
        Stream.of(HaltPoint.values())
            .filter(point -> targets.contains(point.target()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(HaltPoint.class)));
  }

  @BeforeAll
  void haltEverywhere() {
    Path orders =
        Path.of("target", "crash", name + "-orders-" + System.nanoTime()).toAbsolutePath();
    halts = new Halts(orders);
    tocsin =
        SplitTocsin.start(name, 5, HaltingTocsin.class, role -> List.of(role, orders.toString()));
    for (HaltPoint point : points) {
      String target = sink.target("/" + point, (eventId, nth) -> answer(point, nth));
      // While its circuit opens nothing is to be tried again.
      String delays = point.isOfCircuit() ? "[30, 30, 30]" : "[1, 1, 2]";
      String limits =
          point.target() == HaltPoint.Target.LIMITED
              ? "{\"perSecond\": 20, \"concurrency\": 2}"
              : "null";
      subscriptions.put(
          point, tocsin.client().subscribe(point.eventType(), target, delays, limits));
    }
    points.stream().filter(HaltPoint::isInRedrive).forEach(this::makeDeadLetter);
    for (HaltPoint point : points) {
      haltAt(point);
    }
  }

  @AfterAll
  void stop() {
    try (Sink closing = sink) {
      if (tocsin != null) {
        tocsin.close();
      }
    }
  }

  Set<HaltPoint> points() {
    return points;
  }

  @ParameterizedTest
  @MethodSource("points")
  void losesNothing(HaltPoint point) {
    String eventId = eventId(point);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String story = tocsin.rows().story(eventId) + ". " + tocsin.whereLogsAre();
              assertThat(sink.accepted("/" + point, eventId)).as("arrived: " + story).isTrue();
              assertThat(tocsin.rows().delivery(deliveryId(point))).as(story).isEqualTo("SENT");
              assertThat(tocsin.rows().event(eventId)).as(story).isEqualTo("NOTIFIED");
            });
    if (point.isOfCircuit()) {
      whatFailedBeforeArrivedToo(point);
    }
    assertThat(sink.requests("/" + point, eventId))
        .allSatisfy(request -> assertThat(request.webhookId()).isEqualTo(deliveryId(point)));
    long times = sink.timesAccepted("/" + point, eventId);
    if (point.sendsTwice()) {
      assertThat(times).as("sent, unrecorded, sent again").isGreaterThanOrEqualTo(2);
    } else if (point.isRecorded()) {
      assertThat(times).as("recorded, so not sent again").isEqualTo(1);
    }
  }

  private void whatFailedBeforeArrivedToo(HaltPoint point) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (int number = 1; number <= FAILURES; number++) {
                String eventId = Identity.eventId("default", "", point + "-" + number);
                assertThat(sink.accepted("/" + point, eventId))
                    .as(tocsin.rows().story(eventId) + ". " + tocsin.whereLogsAre())
                    .isTrue();
              }
              assertThat(tocsin.rows().circuit(subscriptions.get(point))).isNotEqualTo("OPEN");
            });
  }

  /** Publishes what opens the circuit, and brings the target back where the halt needs that. */
  private void tryToInCircuit(HaltPoint point) {
    for (int number = 1; number <= FAILURES; number++) {
      tocsin.client().publish(point.eventType(), point + "-" + number);
    }
    if (point == HaltPoint.HELD || point.isAfterwards()) {
      await("an open circuit at " + point + ". " + tocsin.whereLogsAre())
          .atMost(HALT_LIMIT)
          .until(() -> tocsin.rows().circuit(subscriptions.get(point)).equals("OPEN"));
    }
    tryTo(point);
    if (point.isAfterwards()) {
      down.remove(point);
    }
  }

  private String key(HaltPoint point) {
    return switch (point) {
      case COMMITTED, BEFORE_WAKE, WAKING -> "any";
      case BEFORE_CIRCUIT, CIRCUIT_OPENED, BEFORE_CLOSED, CIRCUIT_CLOSED, RESTED ->
          subscriptions.get(point);
      default -> eventId(point);
    };
  }

  private void haltAt(HaltPoint point) {
    halts.order(point, key(point));
    if (point.isOfCircuit()) {
      tryToInCircuit(point);
    } else {
      tryTo(point);
    }
    await("a halt at " + point + ". " + tocsin.whereLogsAre())
        .atMost(HALT_LIMIT)
        .until(() -> !tocsin.api().isAlive() || !tocsin.worker().isAlive());
    ChildJvm halted = tocsin.api().isAlive() ? tocsin.worker() : tocsin.api();
    assertThat(halted.exitCode())
        .as(halted + ". " + tocsin.whereLogsAre())
        .hasValue(Halts.EXIT_CODE);
    down.remove(point);
    halted.restart();
    tocsin.awaitApi();
    // As a client does that was not answered; after the start of a redrive nobody needs to ask.
    if (point != HaltPoint.AFTER_REDRIVE && point != HaltPoint.ROUND_OPENED) {
      await("a second answer at " + point).atMost(HALT_LIMIT).until(() -> tryTo(point) == 202);
    }
  }

  /** The status; 0 where no answer came. */
  private int tryTo(HaltPoint point) {
    try {
      Answer answer =
          point.isInRedrive()
              ? tocsin.client().post("/deliveries/" + deliveryId(point) + "/redrive", "")
              : tocsin.client().publish(point.eventType(), point.name());
      return answer.status();
    } catch (UncheckedIOException halted) {
      return 0;
    }
  }

  private void makeDeadLetter(HaltPoint point) {
    assertThat(tocsin.client().publish(point.eventType(), point.name()).status()).isEqualTo(202);
    await("a dead letter. " + tocsin.whereLogsAre())
        .atMost(HALT_LIMIT)
        .until(() -> tocsin.rows().delivery(deliveryId(point)).equals("DEAD"));
  }

  private int answer(HaltPoint point, int nth) {
    return switch (point.target()) {
      case WELL, LIMITED -> 204;
      case FAILS_ONCE -> nth == 1 ? 503 : 204;
      case DOWN -> down.contains(point) ? 503 : 204;
      case REFUSES_FIRST -> nth == 1 ? 422 : 204;
    };
  }

  private static String eventId(HaltPoint point) {
    return Identity.eventId("default", "", point.name());
  }

  private String deliveryId(HaltPoint point) {
    return Identity.deliveryId(eventId(point), subscriptions.get(point));
  }
}
