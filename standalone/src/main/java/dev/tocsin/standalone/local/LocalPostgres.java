package dev.tocsin.standalone.local;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A PostgreSQL to work with: an embedded one whose data stays in the home, durable at every commit
 * ({@code fsync} and {@code synchronous_commit} on), or the one that {@code DATABASE_URL} names.
 */
public sealed interface LocalPostgres extends AutoCloseable
    permits RunningPostgres, PostgresServer {

  /**
   * Uses {@code DATABASE_URL} when it is set; otherwise starts a server on {@code TOCSIN_PG_PORT}
   * (any free port by default) of the loopback interface. A server that an earlier, killed Tocsin
   * of the same home left is stopped first.
   *
   * @param say takes the line that says which PostgreSQL it is
   * @throws LocalServerException when it does not start
   */
  static LocalPostgres start(
      Map<String, String> environment, TocsinHome home, Consumer<String> say) {
    LocalPostgres postgres =
        named(environment).orElseGet(() -> PostgresServer.start(environment, home));
    say.accept(postgres.describe());
    return postgres;
  }

  /**
   * The server that {@code DATABASE_URL} names, where it is set. Starts nothing.
   *
   * @throws LocalServerException when it is not readable
   */
  static Optional<LocalPostgres> named(Map<String, String> environment) {
    String url = environment.getOrDefault("DATABASE_URL", "").trim();
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(new RunningPostgres(DatabaseUrl.parse(url)));
  }

  /** Without user and password. */
  String jdbcUrl();

  /** Empty when {@code DATABASE_URL} names none. */
  String user();

  /** Empty when there is none. Never to be logged. */
  String password();

  /** What was taken, in a line without secrets. */
  String describe();

  /**
   * {@code kill -9} of the server and all its processes, for crash tests.
   *
   * @throws UnsupportedOperationException unless it is the embedded one
   */
  default void kill() {
    throw new UnsupportedOperationException("not ours to kill: " + describe());
  }

  /**
   * Starts a killed server again, on the same port and data.
   *
   * @throws UnsupportedOperationException unless it is the embedded one
   */
  default void restart() {
    throw new UnsupportedOperationException("not ours to restart: " + describe());
  }

  /** Stops what {@link #start} started; connections that are still open are cut. */
  @Override
  void close();
}
