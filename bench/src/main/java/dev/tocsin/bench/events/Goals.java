package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Tocsin is held to. */
final class Goals {
  private static final double COMMIT_GOAL = 2;
  private static final double WAY_GOAL = 1.5;
  private static final Map<Design.Kind, Double> YARDSTICKS =
      Map.of(Design.Kind.UNGROUPED, 10.0, Design.Kind.TEXTBOOK, 20.0);
  private static final double SAME_P50 = 1.2;

  /**
   * Twice what the better of two others delivers on such a machine, in multiples of the floor, at
   * 16, 64 and 256 publishers; at ten webhooks for each event, in any case.
   */
  private static final Map<Integer, Double> FLOORS = Map.of(16, 30.0, 64, 32.0, 256, 36.0);

  private static final double FLOORS_OF_TEN = 66;

  private final List<Budget> budgets = new ArrayList<>();

  List<Budget> all() {
    return List.copyOf(budgets);
  }

  /** A few events per second, beside as many commits and empty workflows per second. */
  void light(LightLoads loads) {
    List<LightLoad.Found> all = loads.designs();
    LightLoad.Found grouped = all.get(0);
    light("202 p50 against a commit", COMMIT_GOAL, grouped.p50Accepted() / loads.commit().p50());
    light(
        "received p50 against the floor", WAY_GOAL, grouped.p50Received() / loads.workflow().p50());
    if (all.size() > 1) {
      LightLoad.Found ungrouped = all.get(1);
      light("202 p50 against ungrouped", SAME_P50, grouped.p50Accepted() / ungrouped.p50Accepted());
      light(
          "received p50 against ungrouped",
          SAME_P50,
          grouped.p50Received() / ungrouped.p50Received());
      light("history against ungrouped", 1, grouped.history() / ungrouped.history());
    }
  }

  private void light(String name, double goal, double ratio) {
    budgets.add(Budget.ratioAtMost("light: " + name, goal, ratio));
  }

  /** Many publishers at once. */
  void crowd(List<Comparison> comparisons, Sample workflows) {
    for (Comparison each : comparisons) {
      Case of = each.of();
      double perSecond = each.tocsin().perSecond();
      Double floors = of.subscriptions() == 1 ? FLOORS.get(of.publishers()) : null;
      if (of.subscriptions() == 10 && of.publishers() > 1) {
        floors = FLOORS_OF_TEN;
      }
      if (floors != null) {
        add(of, "floor", floors, perSecond / workflows.perSecond());
      }
      if (of.subscriptions() == 1 && of.publishers() > 1) {
        for (Passage other : each.others()) {
          add(
              of,
              other.design().name().toLowerCase(Locale.ROOT),
              YARDSTICKS.getOrDefault(other.design(), 1.0),
              perSecond / other.perSecond());
        }
      }
    }
    budgets.add(
        Budget.exactly(
            "webhooks that did not come",
            0,
            comparisons.stream().mapToLong(each -> each.tocsin().missing()).sum()));
  }

  private void add(Case of, String against, double goal, double ratio) {
    budgets.add(Budget.ratioAtLeast(of.label() + ": delivered against " + against, goal, ratio));
  }
}
