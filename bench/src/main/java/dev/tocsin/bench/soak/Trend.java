package dev.tocsin.bench.soak;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How something changed over many readings. */
final class Trend {
  private Trend() {}

  /** The change of it per unit of time, by least squares; 0 where there is but one moment. */
  static double slope(
      List<Reading> readings, ToDoubleFunction<Reading> time, ToDoubleFunction<Reading> of) {
    double meanTime = readings.stream().mapToDouble(time).average().orElse(0);
    double mean = readings.stream().mapToDouble(of).average().orElse(0);
    double covariance = 0;
    double variance = 0;
    for (Reading each : readings) {
      double away = time.applyAsDouble(each) - meanTime;
      covariance += away * (of.applyAsDouble(each) - mean);
      variance += away * away;
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  /**
   * A third of them, with the last of the third before, from which on it grew.
   *
   * @param number 1 to 3
   */
  static List<Reading> third(List<Reading> readings, int number) {
    int last = readings.size() - 1;
    return readings.subList(last * (number - 1) / 3, last * number / 3 + 1);
  }
}
