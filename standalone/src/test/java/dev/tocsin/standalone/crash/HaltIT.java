package dev.tocsin.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.standalone.crash.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process halts at each point in turn, and starts again. The next halt does not wait until what
 * the one before left is taken up, so that taking up is interrupted as well; in the end everything
 * must have arrived.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HaltIT {
  private static final Duration HALT_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Map<HaltPoint, String> subscriptions = new EnumMap<>(HaltPoint.class);
  private final Sink sink = new Sink();
  private SplitTocsin tocsin;
  private Halts halts;

  @BeforeAll
  void haltEverywhere() {
    Path orders = Path.of("target", "crash", "halt-orders-" + System.nanoTime()).toAbsolutePath();
    halts = new Halts(orders);
    tocsin =
        SplitTocsin.start("halt", HaltingTocsin.class, role -> List.of(role, orders.toString()));
    for (HaltPoint point : HaltPoint.values()) {
      String target = sink.target("/" + point, (eventId, nth) -> answer(point, nth));
      subscriptions.put(point, tocsin.client().subscribe(point.eventType(), target, "[1, 1, 2]"));
    }
    Stream.of(HaltPoint.values()).filter(HaltPoint::isInRedrive).forEach(this::makeDeadLetter);
    for (HaltPoint point : HaltPoint.values()) {
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

  @ParameterizedTest
  @EnumSource
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
    assertThat(sink.requests("/" + point, eventId))
        .allSatisfy(request -> assertThat(request.webhookId()).isEqualTo(deliveryId(point)));
    long times = sink.timesAccepted("/" + point, eventId);
    if (point.sendsTwice()) {
      assertThat(times).as("sent, unrecorded, sent again").isGreaterThanOrEqualTo(2);
    } else if (point.isRecorded()) {
      assertThat(times).as("recorded, so not sent again").isEqualTo(1);
    }
  }

  private void haltAt(HaltPoint point) {
    halts.order(point, point == HaltPoint.COMMITTED ? "any" : eventId(point));
    tryTo(point);
    await("a halt at " + point + ". " + tocsin.whereLogsAre())
        .atMost(HALT_LIMIT)
        .until(() -> !tocsin.api().isAlive() || !tocsin.worker().isAlive());
    ChildJvm halted = tocsin.api().isAlive() ? tocsin.worker() : tocsin.api();
    assertThat(halted.exitCode())
        .as(halted + ". " + tocsin.whereLogsAre())
        .hasValue(Halts.EXIT_CODE);
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

  private static int answer(HaltPoint point, int nth) {
    return switch (point.target()) {
      case WELL -> 204;
      case FAILS_ONCE -> nth == 1 ? 503 : 204;
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
