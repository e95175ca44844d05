package dev.tocsin.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MigrationIT {
  @Test
  void processesThatStartAtOnceOnAnEmptyDatabaseWaitForEachOther() throws Exception {
    try (TestDatabase empty = TestDatabase.createEmpty();
        Database one = Database.open(empty.config());
        Database other = Database.open(empty.config())) {
      Parallel.run(() -> start(one), () -> start(other), () -> start(empty.database()));

      assertThat(new PartitionDao(one, RetentionConfig.DEFAULT).days())
          .hasSize(PartitionDao.DAYS_AHEAD + 2);
      one.migrate();
      assertThat(one.flyway().getConfiguration().getLockRetryCount())
          .as("by itself Flyway would give up after 50 s")
          .isEqualTo(-1);
    }
  }

  @Test
  void aStepOfTheSchemaMayTakeLongerThanAnAnswerElsewhere() throws Exception {
    try (TestDatabase empty = TestDatabase.createEmpty();
        Database impatient = Database.open(empty.config(), 1);
        Connection other = empty.database().dedicatedConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("CREATE TABLE event (held_up int)");
      CompletableFuture<Void> migration = CompletableFuture.runAsync(impatient::migrate);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> migration.isDone() || heldUpForLonger(empty.database()));
      other.rollback();

      assertThat(migration).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  @Test
  void aServerThatIsAwayShowsItselfAtTheFirstUse() {
    try (Database away =
        Database.open(new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/none", "x", "", 2))) {
      assertThat(away.answers()).isFalse();
    }
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(new DatabaseConfig("jdbc:postgresql://h/d", "u", "geheim", 2).toString())
        .doesNotContain("geheim");
  }

  private static boolean heldUpForLonger(Database database) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT count(*) > 0 FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event_type = 'Lock'
                           AND query_start < clock_timestamp() - interval '2 s'""")
                    .mapTo(Boolean.class)
                    .one());
  }

  private static void start(Database database) {
    database.migrate();
    new PartitionDao(database, RetentionConfig.DEFAULT).makeAhead(Instant.now());
  }
}
