package dev.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JourneysTest {
  private final Journeys journeys = new Journeys(3);

  @Test
  void whatComesAgainIsNoSecondArrival() {
    journeys.published(1);
    journeys.arrived(7, 1);
    journeys.arrived(7, 1);
    journeys.arrived(8, 1);
    assertThat(journeys.arrived()).isEqualTo(2);
    assertThat(journeys.repeated()).isEqualTo(1);
  }

  @Test
  void aJourneyBeginsWithItsPublication() {
    long before = System.nanoTime();
    journeys.published(2);
    journeys.arrived(0, 2);
    double most = (System.nanoTime() - before) / 1e6;
    assertThat(journeys.millis(100)).isBetween(0.0, most * 1.001 + 0.001);
  }
}
