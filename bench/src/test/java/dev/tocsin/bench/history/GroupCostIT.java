package dev.tocsin.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What groups of events cost, as docs/bench.md promises it: counts that are the same on any machine
 * and under any load.
 */
class GroupCostIT {
  /** Start; task scheduled, started, completed; completed; and the marker of match. */
  private static final int EVENTS_OF_A_GROUP = 6;

  /** A child initiated and started; and the task that comes of it, in three. */
  private static final int EVENTS_OF_A_HAND_OVER = 5;

  /** Taken in; locked, marked as processed. */
  private static final int STATEMENTS_OF_A_GROUP = 3;

  /** Loads deliveries, events, subscriptions. */
  private static final int STATEMENTS_OF_A_BATCH = 3;

  private static CountedWorker worker;
  private static Groups groups;

  static List<GroupCase> all() {
    return GroupCase.all();
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    worker = CountedWorker.start(folder);
    groups = new Groups(worker);
    groups.send(new GroupCase(1, 1, false), true); // what is done once in a process
  }

  @AfterAll
  static void stop() {
    groups.close();
    worker.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void costsAsPromised(GroupCase of) throws Exception {
    GroupCost cost = groups.send(of, true);

    int handOver = of.failing() ? 1 : 0;
    int deliver = of.deliveries() > 0 ? 1 : 0;
    assertThat(cost.historyEvents())
        .isEqualTo(EVENTS_OF_A_GROUP + of.batches() + handOver * EVENTS_OF_A_HAND_OVER);
    assertThat(cost.workflowTasks()).isEqualTo(1 + handOver);
    assertThat(cost.children()).isEqualTo(handOver);
    assertThat(cost.records()).isBetween(of.batches(), of.deliveries());
    assertThat(cost.statementsOfWork())
        .as("one more inserts the deliveries")
        .isEqualTo(STATEMENTS_OF_A_GROUP + deliver + of.batches() * STATEMENTS_OF_A_BATCH);
    assertThat(cost.commitsOfWork())
        .as("taken in; matched; and each load by itself")
        .isEqualTo(2 + of.batches() * STATEMENTS_OF_A_BATCH);
    assertThat(cost.historyBytes())
        .isLessThan(1_600 + 180L * of.events() + 80L * of.deliveries() + 2_000L * handOver);
  }

  @Test
  void isNotMoreWhereTheStartIsOrdinary() throws Exception {
    GroupCase of = new GroupCase(10, 3, false);

    GroupCost ordinary = groups.send(of, false);

    assertThat(ordinary.historyEvents()).isEqualTo(EVENTS_OF_A_GROUP + 1);
    assertThat(ordinary.workflowTasks()).isEqualTo(1);
  }
}
