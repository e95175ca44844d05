package dev.tocsin.store;

import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own for each test class, in one real PostgreSQL for each JVM. Migrated, with
 * the partitions of these days.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final DatabaseConfig config;
  private final Database database;

  private TestDatabase(DatabaseConfig config) {
    this.config = config;
    this.database = Database.open(config);
  }

  /** A new, empty, migrated database. */
  public static TestDatabase create() {
    TestDatabase created = createEmpty();
    created.database.migrate();
    new PartitionDao(created.database, RetentionConfig.DEFAULT).makeAhead(Instant.now());
    return created;
  }

  /** A new database without any table. */
  public static TestDatabase createEmpty() {
    String name = "test" + NUMBER.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return new TestDatabase(
        new DatabaseConfig(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "", 8));
  }

  public Database database() {
    return database;
  }

  public DatabaseConfig config() {
    return config;
  }

  @Override
  public void close() {
    database.close();
  }

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "64MB")
                .start();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(
                    () -> {
                      try {
                        postgres.close();
                      } catch (IOException ignored) {
                        // The JVM ends anyway.
                      }
                    }));
        return postgres;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
