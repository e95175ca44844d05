package dev.tocsin.standalone.command;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import java.util.Map;

/** The database for a command that does one thing and ends. */
final class CommandDatabase {
  private static final int CONNECTIONS = 4;

  private CommandDatabase() {}

  /**
   * @throws LocalServerException where PostgreSQL does not answer
   */
  static Database open(Map<String, String> environment) {
    Map<String, String> settings = ProcessEnvironment.of(environment);
    Database database =
        Database.open(
            new DatabaseConfig(
                settings.getOrDefault("DATABASE_URL", ""),
                settings.getOrDefault("DATABASE_USER", "tocsin"),
                settings.getOrDefault("DATABASE_PASSWORD", ""),
                CONNECTIONS));
    if (!database.answers()) {
      database.close();
      throw new LocalServerException(
          "PostgreSQL does not answer at "
              + settings.getOrDefault("DATABASE_URL", "").replaceFirst("\\?.*", "")
              + "; is ./tocsin dev running?");
    }
    return database;
  }
}
