package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.LimitExceededException;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.KeyUsageDao;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a batch asks for: many at once. */
class UsagePlansIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final UsagePlans plans = plans(DATABASE.database());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aBatchCountsEachOfItsEventsOrNone() {
    Caller caller = caller("batch", new Plan(1 / 3600d, 10, null));
    assertThat(plans.consume(caller, 7).orElseThrow().remaining()).isEqualTo(3);
    assertThatThrownBy(() -> plans.consume(caller, 4))
        .isInstanceOfSatisfying(
            LimitExceededException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.headers())
                  .containsEntry("RateLimit-Remaining", "3")
                  .containsKey("Retry-After");
            });
    assertThat(plans.consume(caller, 3).orElseThrow().remaining()).isZero();
  }

  @Test
  void aBatchThatCouldNeverBeAllowedIsABadRequest() {
    assertThatThrownBy(() -> plans.consume(caller("big", new Plan(1d, 10, null)), 11))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at most 10 events");
    assertThatThrownBy(() -> plans.consume(caller("big", new Plan(null, null, 5L)), 6))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void aCallerWithoutLimitsNeedsNoPostgres() {
    DatabaseConfig nowhere = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "x", "", 2);
    try (Database away = Database.open(nowhere)) {
      UsagePlans uncounted = plans(away);
      assertThat(uncounted.consume(caller("free", Plan.UNLIMITED), 1_000)).isEmpty();
    }
  }

  private static UsagePlans plans(Database database) {
    return new UsagePlans(
        new KeyUsageDao(database, Clock.systemUTC()),
        new RefusalNotices(database, SystemEventLog.leftToRecovery(), Clock.systemUTC()));
  }

  private static Caller caller(String usageId, Plan plan) {
    return new Caller("default", "key_1", Set.of(Role.PUBLISH), plan, usageId);
  }
}
