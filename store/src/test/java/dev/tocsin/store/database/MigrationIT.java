package dev.tocsin.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import java.time.Instant;
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

  private static void start(Database database) {
    database.migrate();
    new PartitionDao(database, RetentionConfig.DEFAULT).makeAhead(Instant.now());
  }
}
