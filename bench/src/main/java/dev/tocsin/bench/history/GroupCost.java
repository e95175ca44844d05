package dev.tocsin.bench.history;

/**
 * What a group cost from the door to the end of its workflow. What comes of a delivery's own
 * workflow is no part of it.
 *
 * @param historyEvents of the group's workflow
 * @param workflowTasks of it
 * @param historyBytes of it, as Temporal counts them
 * @param children workflows that it started
 * @param statements that PostgreSQL was given, without BEGIN and COMMIT
 * @param commits of transactions, and of statements outside of any
 * @param records of outcomes, in a transaction of two statements: those that come soon after each
 *     other share one, so that their number is the clock's, and at least one for each batch
 * @param settings of the tenant, read again every two seconds, whatever there is to do
 */
public record GroupCost(
    GroupCase of,
    int historyEvents,
    int workflowTasks,
    long historyBytes,
    int children,
    int statements,
    int commits,
    int records,
    int settings) {
  private static final int STATEMENTS_OF_A_RECORD = 2;

  /** Those that no clock has a say in. */
  public int statementsOfWork() {
    return statements - STATEMENTS_OF_A_RECORD * records - settings;
  }

  /** Those that no clock has a say in. */
  public int commitsOfWork() {
    return commits - records - settings;
  }
}
