package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Pace;
import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.load.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A few a second of everything, in turns: whatever else the machine does for a while, it does to
 * all of them.
 *
 * @param commit a bare single-row commit; of the rounds, the one with the middle p50
 * @param workflow an empty workflow, likewise
 * @param designs Tocsin's, and those without groups where they are measured
 */
record LightLoads(Sample commit, Sample workflow, List<LightLoad.Found> designs) {
  private static final int ROUNDS = 3;

  /**
   * @param times how often each does its thing in a round
   */
  static LightLoads run(
      Step commits, Step workflows, List<Design> designs, Passages passages, int times)
      throws Exception {
    List<LightLoad> loads = new ArrayList<>();
    List<Sample> committed = new ArrayList<>();
    List<Sample> completed = new ArrayList<>();
    try {
      for (Design design : designs) {
        // Not the textbook: such a load is more than it can do on two cores.
        if (design.kind() != Design.Kind.TEXTBOOK) {
          loads.add(new LightLoad(design, passages.newType(), times * ROUNDS));
        }
      }
      for (int round = 0; round < ROUNDS; round++) {
        committed.add(Pace.run(times, LightLoad.PER_SECOND, commits));
        completed.add(Pace.run(times, LightLoad.PER_SECOND, workflows));
        for (LightLoad load : loads) {
          load.round(times);
        }
      }
      List<LightLoad.Found> found = new ArrayList<>();
      for (LightLoad load : loads) {
        found.add(load.found());
      }
      return new LightLoads(middle(committed), middle(completed), found);
    } finally {
      loads.forEach(LightLoad::close);
    }
  }

  private static Sample middle(List<Sample> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Sample::p50))
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
