package dev.tocsin.bench.history;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/** Counts what a process asks of PostgreSQL on behalf of events. Thread-safe. */
final class StatementCount implements SqlLogger {
  /** Asks once a second whether subscriptions changed, whatever events there are. */
  private static final String NOT_FOR_EVENTS = "subscription-feed";

  private final List<String> statements = new ArrayList<>();
  private int commits;

  private StatementCount() {}

  /** Counts from now on. */
  static StatementCount of(Jdbi jdbi) {
    StatementCount count = new StatementCount();
    jdbi.setSqlLogger(count);
    jdbi.setTransactionHandler(count.new Counting(jdbi.getTransactionHandler()));
    return count;
  }

  synchronized void reset() {
    statements.clear();
    commits = 0;
  }

  synchronized int statements() {
    return statements.size();
  }

  /** Those that hold this text. */
  synchronized int statements(String part) {
    return (int) statements.stream().filter(each -> each.contains(part)).count();
  }

  synchronized int commits() {
    return commits;
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    add(statement);
  }

  @Override
  public void logException(StatementContext statement, SQLException failed) {
    add(statement);
  }

  private synchronized void add(StatementContext statement) {
    if (isForEvents()) {
      statements.add(String.valueOf(statement.getRawSql()));
      commits += commitsByItself(statement) ? 1 : 0;
    }
  }

  private synchronized void committed() {
    commits += isForEvents() ? 1 : 0;
  }

  private static boolean isForEvents() {
    return !Thread.currentThread().getName().equals(NOT_FOR_EVENTS);
  }

  private static boolean commitsByItself(StatementContext statement) {
    try {
      return statement.getConnection().getAutoCommit();
    } catch (SQLException gone) {
      return false;
    }
  }

  private final class Counting extends DelegatingTransactionHandler {
    Counting(TransactionHandler counted) {
      super(counted);
    }

    @Override
    public void commit(Handle handle) {
      super.commit(handle);
      committed();
    }

    @Override
    public TransactionHandler specialize(Handle handle) throws SQLException {
      return new Counting(getDelegate().specialize(handle));
    }
  }
}
