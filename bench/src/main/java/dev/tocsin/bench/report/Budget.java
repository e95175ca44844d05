package dev.tocsin.bench.report;

/**
 * A figure that has a goal.
 *
 * @param name what it is, at most 40 characters
 * @param goal what it must be, at most 14 characters
 * @param figure what it is, at most 14 characters
 */
public record Budget(String name, String goal, String figure, boolean met) {

  /** A ratio that must not be greater. */
  public static Budget ratioAtMost(String name, double goal, double figure) {
    return new Budget(name, "≤ " + Figures.ratio(goal), Figures.ratio(figure), figure <= goal);
  }

  /** A ratio that must not be smaller. */
  public static Budget ratioAtLeast(String name, double goal, double figure) {
    return new Budget(name, "≥ " + Figures.ratio(goal), Figures.ratio(figure), figure >= goal);
  }

  /** A number that must not be greater. */
  public static Budget atMost(String name, double goal, double figure, String unit) {
    return new Budget(
        name, "≤ " + Figures.text(goal) + unit, Figures.text(figure) + unit, figure <= goal);
  }

  /** A count that must be this one. */
  public static Budget exactly(String name, long goal, long figure) {
    return new Budget(name, Figures.text(goal), Figures.text(figure), figure == goal);
  }
}
