package dev.tocsin.standalone.crash;

import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Statements that commit by themselves: once one has returned, its rows are durable. */
record HaltingStatements(Halts halts) implements SqlLogger {
  @Override
  public void logBeforeExecution(StatementContext statement) {
    if (wakes(statement)) {
      halts.at(HaltPoint.BEFORE_WAKE, "any");
    }
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    if (String.valueOf(statement.getRawSql()).contains("INSERT INTO event_key")) {
      halts.at(HaltPoint.COMMITTED, "any");
    } else if (wakes(statement)) {
      halts.at(HaltPoint.WAKING, "any");
    }
  }

  private static boolean wakes(StatementContext statement) {
    String sql = String.valueOf(statement.getRawSql());
    return sql.startsWith("UPDATE circuit SET next_probe_at = :now") && sql.contains("'LIMITED'");
  }
}
