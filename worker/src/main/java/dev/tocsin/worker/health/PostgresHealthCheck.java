package dev.tocsin.worker.health;

import com.codahale.metrics.health.HealthCheck;
import dev.tocsin.store.database.Database;

/** Whether PostgreSQL answers. */
public final class PostgresHealthCheck extends HealthCheck {
  private final Database database;

  public PostgresHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    return database.answers()
        ? Result.healthy()
        : Result.unhealthy("PostgreSQL does not answer; events are refused with 503");
  }
}
