package dev.tocsin.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** PostgreSQL as this process uses it: a pool, opened without waiting for the server. */
public final class Database implements AutoCloseable {
  private static final long CONNECTION_TIMEOUT_MS = 3_000;

  /** A server that vanished without a word must not hold a thread for ever. */
  private static final int ANSWER_TIMEOUT_S = 60;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "connectTimeout",
          "3",
          "tcpKeepAlive",
          "true",
          "ApplicationName",
          "tocsin",
          // Exceptions are logged: they must quote no row, which may hold a header or a detail.
          "logServerErrorDetail",
          "false");

  /**
   * Every statement here finds its rows by an index. PostgreSQL keeps the plans of prepared
   * statements, and while a day's partition is nearly empty it would plan to read all of it.
   */
  private static final String BY_INDEX = "SET seq_page_cost = 10; SET random_page_cost = 1.1";

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi =
        Jdbi.create(pool)
            .registerArrayType(String.class, "text")
            .registerArrayType(Integer.class, "int4")
            .registerArrayType(Boolean.class, "bool")
            .registerArrayType(LocalDate.class, "date")
            .registerArrayType(Instant.class, "timestamptz");
    Rows.registerArguments(jdbi);
    // Likewise, no argument of a statement.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  /** Opens the pool. A server that is away shows itself at the first use, not here. */
  public static Database open(DatabaseConfig config) {
    return open(config, ANSWER_TIMEOUT_S);
  }

  static Database open(DatabaseConfig config, int answerTimeoutSeconds) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("tocsin");
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(Math.min(2, config.poolSize()));
    hikari.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    hikari.setInitializationFailTimeout(-1);
    PROPERTIES.forEach(hikari::addDataSourceProperty);
    hikari.addDataSourceProperty("socketTimeout", String.valueOf(answerTimeoutSeconds));
    hikari.setConnectionInitSql(BY_INDEX);
    return new Database(new HikariDataSource(hikari));
  }

  /**
   * Brings the schema up to date, however long that takes: an index over many rows may need more
   * than the pool's connections wait for an answer. Processes that start at the same time wait for
   * each other.
   *
   * @throws org.flywaydb.core.api.FlywayException where the server is away or the schema is foreign
   */
  public void migrate() {
    flyway().migrate();
  }

  Flyway flyway() {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())
        .jdbcProperties(PROPERTIES)
        // Without end: whoever has the lock may be busy for long, and loses it with its connection.
        .lockRetryCount(-1)
        .locations("classpath:db/migration")
        // PostgreSQL may still be starting beside us.
        .connectRetries(15)
        .connectRetriesInterval(2)
        .load();
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  /** The pool, for libraries that speak JDBC themselves. */
  public DataSource dataSource() {
    return pool;
  }

  /** A connection outside the pool's, which the caller holds for long: for LISTEN. */
  public Connection dedicatedConnection() throws SQLException {
    return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
  }

  /** Whether the server answers. */
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException away) {
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
