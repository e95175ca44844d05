package dev.tocsin.standalone.local;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The PostgreSQL and the Temporal of one home. Close it after everything that uses them: Temporal's
 * SDK otherwise retries for minutes.
 */
public record LocalServers(TocsinHome home, LocalPostgres postgres, LocalTemporal temporal)
    implements AutoCloseable {

  /**
   * Starts both, PostgreSQL first.
   *
   * @param say takes one line for each server, and one before anything that lasts
   * @throws LocalServerException when one of them does not start; the other is stopped then
   */
  public static LocalServers start(Map<String, String> environment, Consumer<String> say) {
    TocsinHome home = TocsinHome.of(environment);
    LocalPostgres postgres = LocalPostgres.start(environment, home, say);
    try {
      return new LocalServers(home, postgres, LocalTemporal.start(environment, home, say));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /**
   * Deletes a home's state. Servers that a killed Tocsin left there are stopped first.
   *
   * @throws LocalServerException where a Tocsin runs on it
   */
  public static void deleteState(Map<String, String> environment) {
    TocsinHome home = TocsinHome.of(environment);
    // Starting takes the locks and stops what is left over; only then is the folder nobody's.
    start(environment, line -> {}).close();
    try {
      Folders.delete(home.folder());
    } catch (IOException e) {
      throw new LocalServerException("Cannot empty " + home.folder() + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      temporal.close();
    } finally {
      postgres.close();
    }
  }
}
