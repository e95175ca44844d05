package dev.tocsin.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.system.Cpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private static final Sample FLOOR = new Sample(1_000, 0, 60, 1, 2);

  @Test
  void aCrowdIsHeldToTheFloorAndToBothYardsticks() {
    Case of = new Case(64, 1, 1);
    Goals goals = new Goals();
    goals.crowd(
        List.of(
            new Comparison(
                passage(Design.Kind.TOCSIN, of, 1_000),
                List.of(
                    passage(Design.Kind.UNGROUPED, of, 100),
                    passage(Design.Kind.TEXTBOOK, of, 55)))),
        FLOOR);
    assertThat(goals.all())
        .containsExactly(
            new Budget("64/1/1: delivered against floor", "≥ 32 ×", "16.7 ×", false),
            new Budget("64/1/1: delivered against ungrouped", "≥ 10 ×", "10 ×", true),
            new Budget("64/1/1: delivered against textbook", "≥ 20 ×", "18.2 ×", false),
            new Budget("webhooks that did not come", "0", "0", true));
  }

  @Test
  void manyWebhooksAreHeldToTheFloorAlone() {
    Case of = new Case(16, 10, 1);
    Goals goals = new Goals();
    goals.crowd(List.of(new Comparison(passage(Design.Kind.TOCSIN, of, 3_960), List.of())), FLOOR);
    assertThat(goals.all())
        .contains(new Budget("16/10/1: delivered against floor", "≥ 66 ×", "66 ×", true))
        .hasSize(2);
  }

  @Test
  void namesFitIntoTheirColumn() {
    Goals goals = new Goals();
    goals.light(
        new LightLoads(
            FLOOR,
            FLOOR,
            List.of(
                new LightLoad.Found(Design.Kind.TOCSIN, 1, 2, 3, 4, 7),
                new LightLoad.Found(Design.Kind.UNGROUPED, 1, 2, 3, 4, 7))));
    assertThat(goals.all()).hasSize(5);
    assertThat(goals.all())
        .allSatisfy(budget -> assertThat(budget.name().length()).isLessThanOrEqualTo(40));
  }

  private static Passage passage(Design.Kind design, Case of, double perSecond) {
    return new Passage(design, of, FLOOR, 1_000, 0, perSecond, 1, 2, new Cpu(1, 2, 3), 7_000);
  }
}
