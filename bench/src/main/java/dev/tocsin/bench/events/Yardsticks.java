package dev.tocsin.bench.events;

import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.RunningTocsin;
import java.util.List;
import java.util.Map;

/** What Tocsin is compared with: one without groups on servers of its own, and the textbook. */
final class Yardsticks implements AutoCloseable {
  private final RunningTocsin ungrouped;
  private final TextbookDesign textbook;

  private Yardsticks(RunningTocsin ungrouped, TextbookDesign textbook) {
    this.ungrouped = ungrouped;
    this.textbook = textbook;
  }

  /** Starts both; the textbook on the servers of this Tocsin. */
  static Yardsticks start(RunningTocsin tocsin, Conditions conditions, Progress progress)
      throws InterruptedException {
    RunningTocsin ungrouped =
        RunningTocsin.startBeside(
            "ungrouped", Map.of("TOCSIN_INTAKE_GROUP_MAX", "1"), conditions, progress);
    try {
      progress.say("starting the textbook");
      return new Yardsticks(ungrouped, TextbookDesign.start(tocsin));
    } catch (InterruptedException | RuntimeException failed) {
      ungrouped.close();
      throw failed;
    }
  }

  List<Design> designs() {
    return List.of(new TocsinDesign(Design.Kind.UNGROUPED, ungrouped), textbook);
  }

  @Override
  public void close() {
    textbook.close();
    ungrouped.close();
  }
}
