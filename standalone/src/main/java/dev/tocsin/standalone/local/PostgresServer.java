package dev.tocsin.standalone.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** The embedded server, as a process of its own. */
final class PostgresServer implements LocalPostgres {
  private static final String DATABASE = "tocsin";
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

  /** "Fast": roll back and end. TERM would wait for every client to leave. */
  private static final String STOP_SIGNAL = "INT";

  private final PostgresBinaries binaries;
  private final PostgresData data;
  private final int port;
  private final Path log;
  private final StateLock lock;
  private ServerProcess process;

  private PostgresServer(
      PostgresBinaries binaries, PostgresData data, int port, Path log, StateLock lock) {
    this.binaries = binaries;
    this.data = data;
    this.port = port;
    this.log = log;
    this.lock = lock;
    this.process = launch();
  }

  static PostgresServer start(Map<String, String> environment, TocsinHome home) {
    PostgresData data = new PostgresData(home.postgres());
    StateLock lock = StateLock.of(data.folder());
    try {
      // With the folder's lock held, a server on our data can only be a killed Tocsin's.
      for (ProcessHandle orphan : ServerProcess.find(arguments -> isOn(data.data(), arguments))) {
        ServerProcess.stop(orphan, STOP_SIGNAL, STOP_GRACE);
      }
      PostgresBinaries binaries = PostgresBinaries.in(TemporalCache.folder(environment));
      data.make(binaries);
      int port = Ports.POSTGRES.claim(environment);
      return new PostgresServer(binaries, data, port, home.logs().resolve("postgres.log"), lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Whether these are the arguments of a postmaster on that data folder. */
  private static boolean isOn(Path data, List<String> arguments) {
    int folder = arguments.indexOf("-D") + 1;
    return folder > 0 && folder < arguments.size() && arguments.get(folder).equals(data.toString());
  }

  private ServerProcess launch() {
    data.forgetDeadPostmaster();
    ServerProcess started = ServerProcess.start(command(), Map.of(), log);
    try {
      if (!Patience.until(READY_LIMIT, () -> isReady() || !started.isAlive())
          || !started.isAlive()) {
        throw new LocalServerException(
            "PostgreSQL does not start. The end of %s:%n%s".formatted(log, started.logTail()));
      }
      makeDatabase();
      return started;
    } catch (RuntimeException e) {
      started.kill();
      throw e;
    }
  }

  private List<String> command() {
    return binaries.command(
        "postgres",
        "-D",
        data.data().toString(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=", // a socket's path has a length limit that a home may exceed
        "-c",
        "fsync=on",
        "-c",
        "synchronous_commit=on",
        "-c",
        "full_page_writes=on",
        "-c",
        "max_connections=200",
        "-c",
        "timezone=UTC");
  }

  private boolean isReady() {
    try (Connection connection = connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private void makeDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      throw new LocalServerException("Cannot make the database: " + e.getMessage(), e);
    }
  }

  /** Past the driver registry, which a shaded jar and class loaders make a matter of luck. */
  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    Connection connection = new Driver().connect(url(database), properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return connection;
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String jdbcUrl() {
    return url(DATABASE);
  }

  @Override
  public String user() {
    return PostgresData.USER;
  }

  @Override
  public String password() {
    return data.password();
  }

  @Override
  public String describe() {
    return "PostgreSQL: embedded, at 127.0.0.1:%d, kept in %s".formatted(port, data.data());
  }

  /** The postmaster's process id, for tests. */
  synchronized long pid() {
    return process.pid();
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public synchronized void restart() {
    process.stop(STOP_SIGNAL, STOP_GRACE);
    process = launch();
  }

  @Override
  public synchronized void close() {
    process.stop(STOP_SIGNAL, STOP_GRACE);
    lock.close();
  }
}
