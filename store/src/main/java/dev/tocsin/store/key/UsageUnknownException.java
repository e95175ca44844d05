package dev.tocsin.store.key;

import io.github.bucket4j.TimeoutException;
import java.sql.SQLTimeoutException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** A request could not be counted. Whether it was is not known; it was not allowed. */
public final class UsageUnknownException extends JdbiException {
  private static final String QUERY_CANCELED = "57014";

  private UsageUnknownException(@Nullable Throwable cause) {
    super("The use of a key could not be counted", cause);
  }

  /** Says what every failed statement says: a cause with an SQLState. */
  static UsageUnknownException of(@Nullable Throwable failure) {
    return new UsageUnknownException(
        failure instanceof TimeoutException
            ? new SQLTimeoutException(failure.getMessage(), QUERY_CANCELED, failure)
            : failure);
  }
}
