package dev.tocsin.standalone.command;

import dev.tocsin.standalone.local.LocalPostgres;
import dev.tocsin.standalone.local.LocalServerException;
import java.util.HashMap;
import java.util.Map;

/** The environment of a production process: {@code DATABASE_URL} in either form becomes JDBC's. */
final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /**
   * @throws LocalServerException where {@code DATABASE_URL} is in neither form
   */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    LocalPostgres.named(environment)
        .ifPresent(
            database -> {
              all.put("DATABASE_URL", database.jdbcUrl());
              if (!database.user().isEmpty()) {
                all.put("DATABASE_USER", database.user());
                all.put("DATABASE_PASSWORD", database.password());
              }
            });
    return all;
  }
}
