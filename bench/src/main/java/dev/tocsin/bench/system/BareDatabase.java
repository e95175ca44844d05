package dev.tocsin.bench.system;

import dev.tocsin.bench.run.Progress;
import dev.tocsin.standalone.local.LocalPostgres;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A PostgreSQL with Tocsin's tables, and nothing that works on them. */
public final class BareDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final LocalPostgres postgres;
  private final Database database;

  private BareDatabase(LocalPostgres postgres, Database database) {
    this.postgres = postgres;
    this.database = database;
  }

  /** Starts it, on state that is gone when it is closed. */
  public static BareDatabase start(Progress progress) {
    progress.say("starting PostgreSQL");
    BenchHome.delete();
    Map<String, String> environment = BenchHome.environment();
    LocalPostgres postgres =
        LocalPostgres.start(environment, TocsinHome.of(environment), line -> {});
    try {
      Database database =
          Database.open(
              new DatabaseConfig(
                  postgres.jdbcUrl(), postgres.user(), postgres.password(), CONNECTIONS));
      database.migrate();
      return new BareDatabase(postgres, database);
    } catch (RuntimeException failed) {
      postgres.close();
      throw failed;
    }
  }

  public Database database() {
    return database;
  }

  /** Makes a tenant. */
  public void newTenant(String tenant) {
    new ApiKeyDao(database)
        .create(ApiKeySecret.create(), NewApiKey.admin(tenant, "bench"), Instant.now());
  }

  /** Of what is measured. */
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tocsin", System.getProperty("tocsin.commit", "unknown"));
    versions.put(
        "postgresql",
        database
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("SHOW server_version").mapTo(String.class).one()));
    return versions;
  }

  @Override
  public void close() {
    database.close();
    postgres.close();
    BenchHome.delete();
  }
}
