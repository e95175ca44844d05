package dev.tocsin.activities.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.model.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TargetRef ONE = new TargetRef("sub_1", "default", "WEBHOOK", "x.example");
  private static final TargetRef OTHER = new TargetRef("sub_2", "default", "WEBHOOK", "x.example");

  private final List<TargetRun> runs = new ArrayList<>();
  private final TargetWatch watch =
      new TargetWatch(
          new CircuitSettings(
              3, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(5)),
          runs::add);

  @Test
  void callsForAWorkflowAfterSoManyDifferentDeliveries() {
    failed(ONE, "a", "b");
    assertThat(watch.isOpening("sub_1")).isFalse();
    failed(ONE, "c");
    assertThat(runs).containsExactly(new TargetRun(ONE, "503 of c", NOW, false));
    assertThat(watch.isOpening("sub_1")).isTrue();
    assertThat(watch.isOpening("sub_2")).isFalse();
  }

  @Test
  void countsADeliveryOnceHoweverOftenItIsTried() {
    failed(ONE, "a", "a", "a", "a", "b", "b");
    assertThat(runs).isEmpty();
  }

  @Test
  void countsEachTargetByItself() {
    failed(ONE, "a", "b");
    failed(OTHER, "c", "d");
    assertThat(runs).isEmpty();
  }

  @Test
  void anAnswerBeginsTheCountAnew() {
    failed(ONE, "a", "b");
    watch.answered("sub_1");
    failed(ONE, "c", "d");
    assertThat(runs).isEmpty();
  }

  @Test
  void callsAgainAfterAsManyMoreAsTheFirstCallMayBeLost() {
    failed(ONE, "a", "b", "c", "a", "b");
    assertThat(runs).hasSize(1);
    failed(ONE, "c");
    assertThat(runs).hasSize(2);
  }

  @Test
  void oneIsEnoughOfATargetThatIsGone() {
    watch.gone(ONE, NOW, "410");
    assertThat(runs).containsExactly(new TargetRun(ONE, "410", NOW, true));
  }

  @Test
  void probesLessAndLessOften() {
    CircuitSettings settings = CircuitSettings.DEFAULT;
    assertThat(settings.pauseAfter(0, 0.5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.pauseAfter(2, 0.5)).isEqualTo(Duration.ofSeconds(120));
    assertThat(settings.pauseAfter(1_000, 0.5)).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.pauseAfter(0, 0)).isEqualTo(Duration.ofSeconds(24));
  }

  private void failed(TargetRef target, String... deliveries) {
    for (String delivery : deliveries) {
      watch.failed(target, delivery, NOW, "503 of " + delivery);
    }
  }
}
