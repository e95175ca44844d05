package dev.tocsin.bench.load;

import dev.tocsin.store.database.Database;

/** Single-row commits in the database of a Tocsin that rests meanwhile, and nothing around them. */
public final class BareCommits {
  private BareCommits() {}

  /**
   * Commits rows of the size of an event's.
   *
   * @param clients how many do, over a connection each
   */
  public static Sample measure(Database database, int clients, int times)
      throws InterruptedException {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "CREATE TABLE IF NOT EXISTS bench_commit (id bigserial PRIMARY KEY, row text)"));
    String row = "x".repeat(300);
    return Crowd.run(
        clients,
        times,
        number ->
            database
                    .jdbi()
                    .withHandle(
                        handle -> handle.execute("INSERT INTO bench_commit (row) VALUES (?)", row))
                == 1);
  }
}
