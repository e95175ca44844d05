package dev.tocsin.bench.load;

import dev.tocsin.store.database.Database;

/** Single-row commits in the database of a Tocsin that rests meanwhile, and nothing around them. */
public final class BareCommits {
  private BareCommits() {}

  /** Commits a row of the size of an event's. */
  public static Step step(Database database) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "CREATE TABLE IF NOT EXISTS bench_commit (id bigserial PRIMARY KEY, row text)"));
    String row = "x".repeat(300);
    return number ->
        database
                .jdbi()
                .withHandle(
                    handle -> handle.execute("INSERT INTO bench_commit (row) VALUES (?)", row))
            == 1;
  }
}
