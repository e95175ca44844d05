package dev.tocsin.bench.events;

import dev.tocsin.bench.load.Sample;
import dev.tocsin.bench.report.Grid;
import java.util.ArrayList;
import java.util.List;

/** The figures of {@code events}, as tables. */
final class EventTables {
  private EventTables() {}

  static Grid floors(LightLoads light, Sample crowd, int clients) {
    Sample commit = light.commit();
    Sample lone = light.workflow();
    return Grid.of("in the same run", "", "per second", "p50 ms", "p99 ms")
        .row("bare commits, at this pace", commit.perSecond(), commit.p50(), commit.p99())
        .row("empty workflows, at this pace", lone.perSecond(), lone.p50(), lone.p99())
        .row(
            "empty workflows, " + clients + " clients", crowd.perSecond(), crowd.p50(), crowd.p99())
        .build();
  }

  static Grid light(List<LightLoad.Found> all) {
    Grid.Builder grid =
        Grid.of(
            "%d events per second, a webhook each".formatted(LightLoad.PER_SECOND),
            "",
            "202 p50 ms",
            "p99 ms",
            "received p50 ms",
            "p99 ms ",
            "history");
    for (LightLoad.Found each : all) {
      grid.row(
          each.design().title(),
          each.p50Accepted(),
          each.p99Accepted(),
          each.p50Received(),
          each.p99Received(),
          each.history());
    }
    return grid.build();
  }

  /** A table for each design. */
  static List<Grid> compared(List<Comparison> all) {
    List<Grid> grids = new ArrayList<>();
    grids.add(passages(all.stream().map(Comparison::tocsin).toList()));
    int designs = all.isEmpty() ? 0 : all.get(0).others().size();
    for (int number = 0; number < designs; number++) {
      int other = number;
      grids.add(passages(all.stream().map(each -> each.others().get(other)).toList()));
    }
    return grids;
  }

  private static Grid passages(List<Passage> all) {
    Grid.Builder grid =
        Grid.of(
            all.get(0).design().title()
                + "; CPU s (app, temporal, postgres) per 1,000 events; history",
            "p/s/t",
            "acc/s",
            "202 ms",
            "recv/s",
            "p50 ms",
            "p99 ms",
            "app",
            "temp.",
            "pg",
            "hist.");
    for (Passage each : all) {
      double thousands = each.accepted().done() / 1_000.0;
      grid.row(
          each.of().label(),
          each.accepted().perSecond(),
          each.accepted().p50(),
          each.perSecond(),
          each.p50(),
          each.p99(),
          each.cpu().tocsin() / thousands,
          each.cpu().temporal() / thousands,
          each.cpu().postgres() / thousands,
          each.history());
    }
    return grid.build();
  }
}
