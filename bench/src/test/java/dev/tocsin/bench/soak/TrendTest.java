package dev.tocsin.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
  private final List<Reading> readings =
      IntStream.range(0, 10).mapToObj(TrendTest::reading).toList();

  @Test
  void aStraightLineHasItsSlope() {
    assertThat(Trend.slope(readings, Reading::minute, Reading::heapMiB)).isEqualTo(3, within(1e-9));
    assertThat(Trend.slope(readings, Reading::events, Reading::tableMiB))
        .isEqualTo(0.02, within(1e-9));
    assertThat(Trend.slope(readings, Reading::minute, Reading::threads)).isZero();
  }

  @Test
  void oneMomentHasNone() {
    assertThat(Trend.slope(readings.subList(0, 1), Reading::minute, Reading::heapMiB)).isZero();
  }

  @Test
  void thirdsMeetAndLeaveNothingOut() {
    assertThat(Trend.third(readings, 1)).isEqualTo(readings.subList(0, 4));
    assertThat(Trend.third(readings, 2)).isEqualTo(readings.subList(3, 7));
    assertThat(Trend.third(readings, 3)).isEqualTo(readings.subList(6, 10));
  }

  private static Reading reading(int number) {
    return new Reading(number, 100L * number, 50 + 3 * number, 40, 20, 2.0 * number, 1, 5);
  }
}
