package dev.tocsin.store.database;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failed statement says about the database, and about what was to be written. */
public enum DatabaseFailure {
  /** No connection was to be had, or the server refused the statement: nothing was written. */
  NOTHING_WRITTEN,
  /** The connection broke on the way: it may have been written. */
  OUTCOME_UNKNOWN,
  /** The server does not take these values. */
  BAD_DATA,
  /** A defect of ours. */
  DEFECT;

  /** Reads it from the SQLState (PostgreSQL's manual, appendix A) at the bottom of a failure. */
  public static DatabaseFailure of(Throwable failure) {
    SQLException cause = sqlException(failure);
    String state = cause == null ? null : cause.getSQLState();
    if (failure instanceof ConnectionException) {
      return NOTHING_WRITTEN;
    }
    if (cause == null) {
      return DEFECT;
    }
    if (state == null || state.length() < 2) {
      return OUTCOME_UNKNOWN;
    }
    return switch (state.substring(0, 2)) {
      // 08 connection, 57 shut down, XX and 58 the server's own trouble: it may have come as far
      // as the commit.
      case "08", "57", "58", "XX" -> OUTCOME_UNKNOWN;
      // 22 data exception, 54 beyond the server's limits.
      case "22", "54" -> BAD_DATA;
      // 25 read-only (a standby), 40 rolled back, 53 out of resources, 55 locked.
      case "25", "40", "53", "55" -> NOTHING_WRITTEN;
      default -> DEFECT;
    };
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}
